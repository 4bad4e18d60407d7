//! The facts of an account: when it lived, where its owner is from, what they are called.

use crate::clock::{DAY, HOUR, Timestamp};
use crate::edge::{Facet, State};
use crate::plan::{Member, Plan};
use crate::reserved::{CUSTOMER_DOMAINS, STAFF_DOMAIN};
use crate::rng::{Field, Origin, Root, RowKey};
use crate::scenario::{Count, Event as Happening, PERSONA_DOMAIN, Said};
use crate::schema::Entity;
use crate::words::{Country, LOCALES, Locale, PersonalName, Voice, slug};

/// Oldest customer, in milliseconds before now: a month less than the 24 months for which
/// messages are kept, so that nothing in a population is due for a prune at `now`.
const OLDEST_CUSTOMER: i64 = 700 * DAY;
/// Youngest customer: old enough for a day's events to have room.
const YOUNGEST_CUSTOMER: i64 = 2 * HOUR;
/// The share of a population's customers that came with one import, all at one instant, as such
/// rows do: whoever sorts by that instant alone loses some of them between two pages.
const IMPORTED: f64 = 0.05;
/// When the import was.
const IMPORT: i64 = 400 * DAY;
/// Admins were there before any customer.
const OLDEST_ADMIN: i64 = 1_100 * DAY;
/// Longest that an account has been quiet: within the 30 days in which a deletion request
/// can be taken back, so that requests, which end an account's activity, are not overdue.
const LONGEST_QUIET: i64 = 29 * DAY;
/// Longest that a log-in lasts: nothing that an account does comes later after its last one.
///
/// Half of it may lie between the last log-in and the last activity, and half between that
/// and the request to delete the account.
const SESSION: i64 = 12 * HOUR;

/// When an account was active. Ages are in milliseconds before now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Life {
    /// When the account was made.
    pub(super) created: i64,
    /// When it was last active.
    pub(super) quiet: i64,
    /// Whether its owner never came: no log-in, and no row but the account and the profile.
    pub(super) dormant: bool,
}

impl Life {
    /// The age of the moment at a share of the account's active time: 0 is its creation, 1
    /// its last activity.
    pub(super) fn moment(self, share: f64) -> i64 {
        let span = (self.created - self.quiet) as f64;
        self.created - (span * share) as i64
    }
}

/// All accounts of a plan.
pub(super) struct Accounts<'p> {
    pub(super) plan: &'p Plan,
    created: Field,
    imported: Field,
    quiet: Field,
    dormant: Field,
    deletion: Field,
    verified: Field,
    first: Field,
    login: Field,
    customer_updated: Field,
    admin_updated: Field,
    locale: Field,
    country: Field,
    name: Field,
    voice: Field,
    email: Field,
}

impl<'p> Accounts<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("User", name);
        Self {
            plan,
            created: field("createdAt"),
            imported: field("imported"),
            quiet: field("quiet"),
            dormant: field("dormant"),
            deletion: field("deletionRequestedAt"),
            verified: field("emailVerifiedAt"),
            first: field("firstLogin"),
            login: field("lastLoginAt"),
            customer_updated: plan.field("Customer", "updatedAt"),
            admin_updated: plan.field("Admin", "updatedAt"),
            locale: field("locale"),
            country: field("country"),
            name: field("fullName"),
            voice: field("voice"),
            email: field("email"),
        }
    }

    pub(super) fn life(&self, root: Root) -> Life {
        let life = self.drawn_life(root);
        match self.plan.member(root) {
            Some(member) => self.member_life(member, life),
            None => life,
        }
    }

    fn drawn_life(&self, root: Root) -> Life {
        let key = root.key();
        let share = self.quiet.at(key).unit();
        if root.is_admin() {
            let created =
                OLDEST_CUSTOMER + self.created.at(key).millis(OLDEST_ADMIN - OLDEST_CUSTOMER);
            // What admins do hangs on all customers, so each is at work at `now`.
            return Life {
                created,
                quiet: ((SESSION / 2) as f64 * share * share) as i64,
                dormant: false,
            };
        }
        let span = OLDEST_CUSTOMER - YOUNGEST_CUSTOMER;
        let is_imported =
            root.origin() == Origin::Customers && self.imported.at(key).chance(IMPORTED);
        let created = if is_imported {
            IMPORT
        } else {
            YOUNGEST_CUSTOMER + self.created.at(key).millis(span)
        };
        // Squared: most were active lately.
        let quiet = (created.min(LONGEST_QUIET) as f64 * share * share) as i64;
        let share = self.plan.population.customers.dormant;
        let dormant = (root.origin() == Origin::Customers && self.dormant.at(key).chance(share))
            || self.is_in(root, State::NeverCame);
        Life {
            created,
            quiet,
            dormant,
        }
    }

    /// A persona's life has room for all that the scenario says of it, and is otherwise as it
    /// was drawn.
    fn member_life(&self, member: &Member, drawn: Life) -> Life {
        let said = |event| member.line.at(event).map(|at| self.age(at));
        let ages: Vec<i64> = member.instants().map(|at| self.age(at)).collect();
        let oldest = ages
            .iter()
            .copied()
            .chain(said(Happening::LastLogin))
            .chain(said(Happening::DeletionRequested))
            .max()
            .unwrap_or(0);
        // Well before the first of them, where nothing is said: people look around first.
        let created = said(Happening::Created)
            .unwrap_or_else(|| drawn.created.max(oldest + DAY.max(oldest / 64)));
        // A conversation needs time after its beginning.
        let talks = member.conversations.iter();
        let begun = talks.filter_map(|(_, line, _)| line.at(Happening::Started));
        let newest = ages
            .iter()
            .copied()
            .chain(begun.map(|at| self.age(at) / 2))
            .min()
            .unwrap_or(created);
        // The session of the last activity begins with the last log-in, and may end with the
        // request to delete the account.
        let login = said(Happening::LastLogin).unwrap_or(created);
        let end = said(Happening::DeletionRequested).unwrap_or(0);
        let quiet = match member.line.at(Happening::LastLogin) {
            Some(_) => login - (login - end).min(SESSION / 2) / 2,
            None if end > 0 => end + (created - end).min(SESSION / 2) / 2,
            None => drawn.quiet,
        };
        Life {
            created,
            quiet: quiet.min(newest).min(created).max(end),
            dormant: member.line.get(Happening::LastLogin) == Said::Absent,
        }
    }

    /// The age of the last activity of an admin who has left: of whom the scenario says when they
    /// last came, or that they asked to be deleted.
    pub(super) fn left(&self, admin: Root) -> Option<i64> {
        let line = &self.plan.member(admin)?.line;
        line.at(Happening::LastLogin)
            .or(line.at(Happening::DeletionRequested))?;
        Some(self.life(admin).quiet)
    }

    /// Whether an edge case puts the account into this state.
    fn is_in(&self, root: Root, state: State) -> bool {
        [Facet::Account, Facet::ShareCustomer, Facet::AdminAccount]
            .into_iter()
            .any(|facet| self.plan.state(root, facet) == Some(state))
    }

    /// Milliseconds from the instant to now.
    pub(super) fn age(&self, at: Timestamp) -> i64 {
        self.plan.now.as_millis() - at.as_millis()
    }

    /// The age of the request to delete the account, if there is one: after its last activity,
    /// in the same session. Who never came never asked.
    pub(super) fn deletion(&self, root: Root, life: Life) -> Option<i64> {
        let said = self
            .plan
            .member(root)
            .and_then(|member| member.line.at(Happening::DeletionRequested));
        if let Some(at) = said {
            return Some(self.age(at));
        }
        let mut cell = self.deletion.at(root.key());
        let drawn = cell.chance(self.plan.population.customers.deleted);
        let may = root.origin() == Origin::Customers && !life.dormant;
        let requested = (may && drawn) || self.is_in(root, State::DeletionRequested);
        let age = life.quiet - cell.millis(life.quiet.min(SESSION / 2));
        requested.then_some(age)
    }

    /// The age of the moment at which the account's address was verified, if it was.
    pub(super) fn verified(&self, root: Root, life: Life) -> Option<i64> {
        let said = self
            .plan
            .member(root)
            .and_then(|member| member.persona.verified);
        let odd = self.is_in(root, State::Unverified);
        if life.dormant || odd || said == Some(false) {
            return None;
        }
        Some(life.moment(0.0005 + 0.01 * self.verified.at(root.key()).unit()))
    }

    /// The age of the first log-in: before anything else that the account did. None, where the last
    /// one is of that instant: an account may be some milliseconds old.
    pub(super) fn first_login(&self, root: Root, life: Life) -> Option<i64> {
        let drawn = life.moment(0.0004 * self.first.at(root.key()).unit());
        let member = self.plan.member(root).into_iter();
        let oldest = member
            .flat_map(Member::instants)
            .map(|at| self.age(at))
            .max();
        let first = (!life.dormant).then(|| drawn.max(oldest.unwrap_or(drawn)));
        first.filter(|_| first != self.last_login(root, life))
    }

    /// The age of the last log-in: at the beginning of the session of the last activity.
    pub(super) fn last_login(&self, root: Root, life: Life) -> Option<i64> {
        let member = self.plan.member(root);
        match member.map_or(Said::Nothing, |member| {
            member.line.get(Happening::LastLogin)
        }) {
            Said::Is(at) => return Some(self.age(at)),
            Said::Absent => return None,
            Said::Nothing => {}
        }
        let latest = (life.created - life.quiet) * 3 / 100;
        let mut cell = self.login.at(root.key());
        (!life.dormant).then(|| life.quiet + cell.millis(latest.min(SESSION / 2)))
    }

    /// The age of the last change of the account's profile, if its owner ever changed it.
    pub(super) fn profile_updated(&self, root: Root, life: Life) -> Option<i64> {
        let field = if root.is_admin() {
            &self.admin_updated
        } else {
            &self.customer_updated
        };
        let mut cell = field.at(root.key());
        if self.is_renamed(root) {
            return Some(life.moment(0.95));
        }
        let edited = cell.chance(0.6) && !life.dormant;
        edited.then(|| life.moment(0.02 + 0.9 * cell.unit()))
    }

    /// Whether the account's owner changed their name, late.
    pub(super) fn is_renamed(&self, root: Root) -> bool {
        self.is_in(root, State::Renamed)
    }

    /// Admins write English; customers come from where the scenario says.
    pub(super) fn locale(&self, root: Root) -> &'static Locale {
        let english = || {
            LOCALES
                .iter()
                .find(|locale| locale.tag == "en")
                .unwrap_or(&LOCALES[0])
        };
        let said = self
            .plan
            .member(root)
            .and_then(|member| member.persona.locale);
        if let Some(locale) = said {
            return locale;
        }
        if root.is_admin() {
            return english();
        }
        let weights = &self.plan.population.customers.locales;
        let total: u64 = weights.iter().map(|entry| u64::from(entry.weight)).sum();
        let mut ticket = self.locale.at(root.key()).below(total);
        for entry in weights {
            if ticket < u64::from(entry.weight) {
                return entry.locale;
            }
            ticket -= u64::from(entry.weight);
        }
        english()
    }

    pub(super) fn country(&self, root: Root) -> &'static Country {
        self.country
            .at(root.key())
            .weighted(self.locale(root).countries)
    }

    /// The keys of the things that hang on the account itself: `said` of them where the
    /// scenario asks for them one by one, else as many as `count` allows.
    pub(super) fn children(
        &self,
        root: Root,
        entity: Entity,
        said: usize,
        count: Count,
        number: &Field,
    ) -> impl Iterator<Item = RowKey> + use<> {
        let dormant = || self.life(root).dormant;
        let number = match said {
            0 => self
                .plan
                .number_of(entity, count, number, root.key(), dormant()),
            said => (said as u64).max(self.plan.sharing(entity, root)),
        };
        (0..number as u32).map(move |ordinal| root.child(0, ordinal))
    }

    /// The same for what only customers have.
    pub(super) fn customer_children(
        &self,
        root: Root,
        entity: Entity,
        said: usize,
        count: Count,
        number: &Field,
    ) -> impl Iterator<Item = RowKey> + use<> {
        let most = if root.is_admin() { 0 } else { usize::MAX };
        self.children(root, entity, said, count, number).take(most)
    }

    pub(super) fn name(&self, root: Root) -> PersonalName {
        PersonalName::of(self.locale(root), &mut self.name.at(root.key()))
    }

    /// How the account's owner speaks, in every message: as the name says, where it does.
    pub(super) fn voice(&self, root: Root) -> Voice {
        let drawn = || self.voice.at(root.key()).pick(&[Voice::Woman, Voice::Man]);
        self.name(root).voice.unwrap_or_else(drawn)
    }

    /// An address that holds the account's key, and so is nobody else's.
    pub(super) fn write_email(&self, root: Root, out: &mut String) {
        if let Some(persona) = self.plan.persona(root) {
            out.push_str(&format!("{}@{PERSONA_DOMAIN}", persona.persona.key));
            return;
        }
        if root.origin() == Origin::Admins {
            out.push_str(&format!("admin-{}@{STAFF_DOMAIN}", root.index() + 1));
            return;
        }
        if root.is_admin() {
            out.push_str(&format!("admin.s{}@{STAFF_DOMAIN}", root.code()));
            return;
        }
        let mut full = String::new();
        self.name(root).write(&mut full);
        slug(&full, out);
        let kind = if root.origin().is_ordinary() {
            'c'
        } else {
            's'
        };
        out.push_str(&format!(".{kind}{}@", root.code()));
        out.push_str(self.email.at(root.key()).weighted(CUSTOMER_DOMAINS));
    }
}

/// The age of something that happened before the age `after` and not before the age `before`:
/// as it was drawn if that fits, else halfway.
pub(super) fn between(after: i64, before: i64, drawn: i64) -> i64 {
    if (after..=before).contains(&drawn) {
        drawn
    } else {
        after + (before - after) / 2
    }
}
