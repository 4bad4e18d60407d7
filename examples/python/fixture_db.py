"""A database of its own for each test, by the command line of connsura-seed.

CONNSURA_SEED names the program where it is not on PATH.
"""

import os
import subprocess
import sys
import unittest

PROGRAM = os.environ.get("CONNSURA_SEED", "connsura-seed")


def fixture_db(*arguments):
    done = subprocess.run([PROGRAM, "fixture-db", *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


class FixtureTestCase(unittest.TestCase):
    """A test case whose tests find in `self.url` a database with the rows of `scenario`.

    The database is dropped when its test has passed. Where it failed, the database stays, and the output
    names it.
    """

    scenario = "smoke"
    url = None

    def setUp(self):
        self.url = fixture_db("create", self.scenario)

    def run(self, result=None):
        result = result or self.defaultTestResult()
        failed = len(result.failures) + len(result.errors)
        super().run(result)
        if self.url and len(result.failures) + len(result.errors) > failed:
            print(f"kept: {self.url}", file=sys.stderr)
        elif self.url:
            fixture_db("drop", self.url)
        return result
