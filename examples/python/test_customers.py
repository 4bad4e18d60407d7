import unittest

import psycopg
from fixture_db import FixtureTestCase


class Customers(FixtureTestCase):
    def test_a_customer_can_be_deleted_and_what_is_theirs_goes_too(self):
        with psycopg.connect(self.url) as connection:
            (user,) = connection.execute('SELECT "userId" FROM "Customer" ORDER BY id LIMIT 1').fetchone()
            connection.execute('DELETE FROM "User" WHERE id = %s', [user])
            (left,) = connection.execute('SELECT count(*) FROM "Customer" WHERE "userId" = %s', [user]).fetchone()
        self.assertEqual(left, 0)

    def test_another_test_sees_nothing_of_that(self):
        with psycopg.connect(self.url) as connection:
            (count,) = connection.execute('SELECT count(*) FROM "Customer"').fetchone()
        self.assertEqual(count, 4)


if __name__ == "__main__":
    unittest.main()
