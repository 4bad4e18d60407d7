//! Arithmetic in finite fields, and in their direct products.
//!
//! An element of GF(p^e) is a number below p^e, whose digits to the base p are the
//! coefficients of a polynomial, the constant term first.

/// A finite field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    prime: usize,
    /// The monic polynomial of degree e that elements are reduced by, without its leading 1.
    modulus: Vec<usize>,
    pub(super) order: usize,
}

impl Field {
    /// The field with this many elements; nothing unless that is a prime power.
    pub(super) fn new(order: usize) -> Option<Self> {
        let prime = (2..=order).find(|divisor| order.is_multiple_of(*divisor))?;
        let mut degree = 0;
        let mut power = 1;
        while power < order {
            power *= prime;
            degree += 1;
        }
        if power != order {
            return None;
        }
        // An irreducible polynomial of every degree exists over every prime field.
        let modulus = (0..order)
            .map(|number| digits(number, prime, degree))
            .find(|lower| irreducible(lower, prime))?;
        Some(Self {
            prime,
            modulus,
            order,
        })
    }

    /// Whether 1 + 1 = 0.
    pub(super) fn is_even(&self) -> bool {
        self.prime == 2
    }

    pub(super) fn add(&self, a: usize, b: usize) -> usize {
        self.zip(a, b, |a, b| a + b)
    }

    pub(super) fn sub(&self, a: usize, b: usize) -> usize {
        self.zip(a, b, |a, b| a + self.prime - b)
    }

    pub(super) fn mul(&self, a: usize, b: usize) -> usize {
        let degree = self.modulus.len();
        if degree == 1 {
            return a * b % self.prime;
        }
        let a = digits(a, self.prime, degree);
        let b = digits(b, self.prime, degree);
        let mut product = vec![0; 2 * degree];
        for (i, a) in a.iter().enumerate() {
            for (j, b) in b.iter().enumerate() {
                product[i + j] += a * b;
            }
        }
        // x^e is minus the lower part of the modulus.
        for top in (degree..2 * degree).rev() {
            let leading = product[top] % self.prime;
            for (place, coefficient) in self.modulus.iter().enumerate() {
                product[top - degree + place] += leading * (self.prime - coefficient);
            }
        }
        let digits = product[..degree].iter().rev();
        digits.fold(0, |number, digit| number * self.prime + digit % self.prime)
    }

    fn zip(&self, a: usize, b: usize, with: impl Fn(usize, usize) -> usize) -> usize {
        let (mut a, mut b, mut sum, mut place) = (a, b, 0, 1);
        while place < self.order {
            sum += with(a % self.prime, b % self.prime) % self.prime * place;
            a /= self.prime;
            b /= self.prime;
            place *= self.prime;
        }
        sum
    }
}

fn digits(mut number: usize, base: usize, count: usize) -> Vec<usize> {
    let mut digits = Vec::with_capacity(count);
    for _ in 0..count {
        digits.push(number % base);
        number /= base;
    }
    digits
}

/// Whether the monic polynomial with these lower coefficients has no divisor of at most half
/// its degree.
fn irreducible(lower: &[usize], prime: usize) -> bool {
    let degree = lower.len();
    (1..=degree / 2).all(|small| {
        (0..prime.pow(small as u32))
            .all(|number| !divides(&digits(number, prime, small), lower, prime))
    })
}

/// Whether one monic polynomial divides another, each without its leading 1.
fn divides(divisor: &[usize], lower: &[usize], prime: usize) -> bool {
    let mut rest = lower.to_vec();
    rest.push(1);
    for top in (divisor.len()..rest.len()).rev() {
        let leading = rest[top];
        for (place, coefficient) in divisor.iter().enumerate() {
            let at = top - divisor.len() + place;
            rest[at] = (rest[at] + leading * (prime - coefficient)) % prime;
        }
        rest[top] = 0;
    }
    rest.iter().all(|coefficient| *coefficient == 0)
}

/// The prime powers whose product is `number`, one for each prime in it.
pub(super) fn prime_powers(mut number: usize) -> Vec<usize> {
    let mut powers = Vec::new();
    let mut prime = 2;
    while number > 1 {
        let mut power = 1;
        while number.is_multiple_of(prime) {
            number /= prime;
            power *= prime;
        }
        if power > 1 {
            powers.push(power);
        }
        prime += 1;
    }
    powers
}
