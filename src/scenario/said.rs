//! What a scenario says of a value that may be missing.

/// What a scenario says of something that can also be left to the population, or be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Said<T> {
    /// Nothing: it is made as for the population.
    #[default]
    Nothing,
    /// That there is none: NULL, or never.
    Absent,
    /// What it is.
    Is(T),
}

impl<T> Said<T> {
    /// What it is, where that is said.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Nothing | Self::Absent => None,
        }
    }

    /// The same of a reference.
    pub fn as_ref(&self) -> Said<&T> {
        match self {
            Self::Nothing => Said::Nothing,
            Self::Absent => Said::Absent,
            Self::Is(value) => Said::Is(value),
        }
    }
}

impl<T> From<Option<T>> for Said<T> {
    /// A value that cannot be absent.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Is)
    }
}
