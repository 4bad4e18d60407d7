//! What a prune left in a database, row by row beside what it was to leave.

mod finding;
mod sweep;

pub use finding::{Finding, FindingKind};
pub use sweep::{Instants, Outcome, Swept};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::find::{Account, RowName};
use crate::layout::Layout;
use crate::plan::Plan;
use crate::policy::{Policy, Verdict};
use crate::postgres::{Session, failed, query};
use crate::retention::{Fate, Ground, Oracle, Why, check_as_of};
use crate::rng::RowKey;
use crate::schema::{Entity, OnDelete, Row, Value, decode};
use crate::verify::{Beside, Planned, beside, changes, fields, key_fields};

/// Findings of a kind that are kept, beside the rows that specimens of retention are about, which
/// all are; the others are counted.
const KEPT: u64 = 1_000;

/// Findings of a kind that come before more of another.
const OF_EACH_KIND: usize = 3;

/// Undated rows that are named.
const NAMED: usize = 100;

/// How many rows of a table went and stayed, of those that stay and go by one ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Judged {
    /// To stay.
    pub keep: u64,
    /// Of those, wrongly deleted.
    pub deleted: u64,
    /// To go.
    pub purge: u64,
    /// Of those, wrongly kept.
    pub kept: u64,
    /// Free to stay or go.
    pub may: u64,
    /// Of those, gone.
    pub may_gone: u64,
}

/// What a prune did.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// How many rows went and stayed, by table and ground.
    pub tables: BTreeMap<(Entity, Ground), Judged>,
    /// What is wrong, in the order of the tables, and all of a table in the order of its ids.
    pub findings: Vec<Finding>,
    /// How many findings of each kind there are, those that are not kept among them.
    pub counts: BTreeMap<FindingKind, u64>,
    /// Audit rows that were written since.
    pub written: u64,
    /// Rows that are in the state that a rule is of, and do not say since when, with the rule.
    pub undated: Vec<(RowName, usize)>,
    /// How many there are, those that are not named among them.
    pub undated_count: u64,
}

impl Judgement {
    /// How many findings there are.
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// How many findings were counted, and not kept.
    pub fn left_out(&self) -> u64 {
        self.count() - self.findings.len() as u64
    }

    /// The findings that say most, so many at most: the first ones of each kind before more of any.
    pub fn foremost(&self, as_of: Timestamp, most: usize) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.findings.iter().collect();
        findings.sort_by_key(|finding| finding.rank(as_of));
        let mut shown: BTreeMap<FindingKind, usize> = BTreeMap::new();
        let (mut first, more): (Vec<&Finding>, Vec<&Finding>) =
            findings.into_iter().partition(|finding| {
                let shown = shown.entry(finding.kind).or_default();
                *shown += 1;
                *shown <= OF_EACH_KIND
            });
        first.extend(more);
        first.truncate(most);
        first.sort_by_key(|finding| finding.rank(as_of));
        first
    }

    /// Keeps the findings that say most, so many at most.
    pub fn shorten(&mut self, as_of: Timestamp, most: usize) {
        self.findings = self.foremost(as_of, most).into_iter().cloned().collect();
    }

    /// The sums over all tables and grounds.
    pub fn total(&self) -> Judged {
        self.tables
            .values()
            .fold(Judged::default(), |sum, one| Judged {
                keep: sum.keep + one.keep,
                deleted: sum.deleted + one.deleted,
                purge: sum.purge + one.purge,
                kept: sum.kept + one.kept,
                may: sum.may + one.may,
                may_gone: sum.may_gone + one.may_gone,
            })
    }
}

/// Judges what the connected database holds of a plan's rows, in the transaction that has begun.
///
/// # Errors
/// [`Kind::Usage`] for an instant before the plan's rows; [`Kind::Differs`] for a database that
/// holds none of them; [`Kind::Database`].
pub async fn judge(
    session: &mut Session,
    plan: &Plan,
    policy: &Policy,
    as_of: Timestamp,
) -> Result<Judgement> {
    let oracle = Oracle::new(plan, policy, as_of);
    check_as_of(oracle.reader(), as_of)?;
    let mut judge = Judge {
        oracle,
        layout: session.layout.clone(),
        gone: BTreeMap::new(),
        removed: BTreeMap::new(),
        unread: BTreeMap::new(),
        both: 0,
        judgement: Judgement::default(),
    };
    for entity in session.layout.clone().entities() {
        if entity == Entity::MessageReadState && !judge.removed.is_empty() {
            judge.unread = unread(session).await?;
        }
        beside(session, plan, entity, |rows| judge.look(entity, rows)).await?;
    }
    if judge.both == 0 {
        let message = "the database holds none of the generation's rows";
        return Err(Error::new(Kind::Differs, message)
            .hint("was it emptied, or filled by something else? connsura-seed reset"));
    }
    Ok(judge.judgement)
}

/// Sender and recipient.
type Pair = (Uuid, Uuid);

/// How many messages of each pair are unread, as the database's messages have it.
async fn unread(session: &mut Session) -> Result<BTreeMap<Pair, i64>> {
    let needs = [
        (
            Entity::Message,
            ["senderId", "recipientId", "createdAt"].as_slice(),
        ),
        (Entity::MessageReadState, &["lastReadAt"]),
    ];
    let is_there = needs.iter().all(|(entity, columns)| {
        let table = session.layout.table(*entity);
        let has = |column: &&str| table.is_some_and(|table| table.column(column).is_some());
        columns.iter().all(has)
    });
    if !is_there {
        return Ok(BTreeMap::new());
    }
    let sql = session.layout.asked(
        r#"SELECT state."senderId"::text, state."recipientId"::text, count(message."id")
           FROM "MessageReadState" AS state
           LEFT JOIN "Message" AS message
             ON message."senderId" = state."senderId" AND message."recipientId" = state."recipientId"
            AND message."senderId" <> message."recipientId"
            AND (state."lastReadAt" IS NULL OR message."createdAt" > state."lastReadAt")
           GROUP BY state."senderId", state."recipientId""#,
    );
    let rows = query(AssertSqlSafe(sql))
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed("counting unread messages failed", &error))?;
    let counted = rows.iter().filter_map(|row| {
        let id = |at: usize| Uuid::try_parse(row.get(at)).ok();
        Some(((id(0)?, id(1)?), row.get(2)))
    });
    Ok(counted.collect())
}

struct Judge<'p> {
    oracle: Oracle<'p>,
    layout: Arc<Layout>,
    /// Rows of the plan that others may refer to, and that are gone.
    gone: BTreeMap<Entity, BTreeSet<Uuid>>,
    /// When messages that are gone were sent.
    removed: BTreeMap<Pair, Vec<Timestamp>>,
    /// How many messages of a pair are unread.
    unread: BTreeMap<Pair, i64>,
    /// Rows of the plan that are there.
    both: u64,
    judgement: Judgement,
}

impl Judge<'_> {
    fn look(&mut self, entity: Entity, rows: Beside<'_>) {
        match rows {
            Beside::Missing(planned) => self.missing(planned),
            Beside::Both(planned, line) => self.both(planned, line),
            // Whoever removes something writes it down.
            Beside::Unexpected(_) if entity == Entity::AuditLog => self.judgement.written += 1,
            Beside::Unexpected(line) => self.unexpected(entity, line),
        }
    }

    /// What is to become of a row of the plan, counted; `is_gone` is what became of it.
    fn counted(&mut self, row: &Row, is_gone: bool) -> Fate {
        let fate = self.oracle.fate(row);
        let key = (row.entity(), Ground::of(&fate));
        let judged = self.judgement.tables.entry(key).or_default();
        match fate.verdict {
            Verdict::Keep => {
                judged.keep += 1;
                judged.deleted += u64::from(is_gone);
            }
            Verdict::May => {
                judged.may += 1;
                judged.may_gone += u64::from(is_gone);
            }
            Verdict::Purge => {
                judged.purge += 1;
                judged.kept += u64::from(!is_gone);
            }
        }
        if let Why::Undated { rule } = fate.why {
            self.judgement.undated_count += 1;
            if self.judgement.undated.len() < NAMED {
                self.judgement.undated.push((RowName::of(row), rule));
            }
        }
        fate
    }

    fn missing(&mut self, planned: &Planned) {
        let row = &planned.row;
        let fate = self.counted(row, true);
        if fate.verdict == Verdict::Keep {
            let is_along = self.is_parent_gone(row);
            self.found(FindingKind::Deleted, row, fate, Vec::new(), is_along);
        }
        if let (Some(pair), Some(Value::Timestamp(at))) = (pair(row), row.named("createdAt"))
            && row.entity() == Entity::Message
        {
            self.removed.entry(pair).or_default().push(at);
        }
        if let Some(Value::Uuid(id)) = row.named("id") {
            let is_referred = Entity::ALL.iter().any(|other| {
                let mut keys = other.table().foreign_keys.iter();
                keys.any(|key| key.references == row.entity())
            });
            if is_referred {
                self.gone.entry(row.entity()).or_default().insert(id);
            }
        }
    }

    fn both(&mut self, planned: &Planned, line: &[u8]) {
        self.both += 1;
        let row = &planned.row;
        let fate = self.counted(row, false);
        if fate.verdict == Verdict::Purge {
            let is_along = match fate.why {
                Why::With { entity, id } => !self.is_gone(entity, id),
                _ => false,
            };
            self.found(FindingKind::Kept, row, fate, Vec::new(), is_along);
            return;
        }
        let dangling = self.dangling(planned, line);
        if !dangling.is_empty() {
            self.found(FindingKind::Dangling, row, fate, dangling, false);
        }
        let removed = self.removed_of(row);
        if let Some(columns) = removed.and_then(|removed| self.miscounted(row, line, removed)) {
            self.found(FindingKind::Miscounted, row, fate, columns, false);
        }
        let changed = self.changed(planned, line, removed.is_some());
        if !changed.is_empty() {
            self.found(FindingKind::Changed, row, fate, changed, false);
        }
    }

    fn is_gone(&self, entity: Entity, id: Uuid) -> bool {
        let gone = self.gone.get(&entity);
        gone.is_some_and(|gone| gone.contains(&id))
    }

    /// Whether a row is gone with which this one goes.
    fn is_parent_gone(&self, row: &Row) -> bool {
        let keys = row.entity().table().foreign_keys.iter();
        let mut keys = keys.filter(|key| key.on_delete == OnDelete::Cascade);
        keys.any(|key| match row.named(key.column) {
            Some(Value::Uuid(id)) => self.is_gone(key.references, id),
            _ => false,
        })
    }

    /// Columns that refer to rows that are gone.
    fn dangling(&self, planned: &Planned, line: &[u8]) -> Vec<String> {
        let keys = planned.row.entity().table().foreign_keys.iter();
        let mut dangling = Vec::new();
        for key in keys {
            let Some(Value::Uuid(id)) = planned.row.named(key.column) else {
                continue;
            };
            let still = id.to_string();
            let mut fields = fields(planned.row.entity(), &self.layout, line);
            let is_still = fields
                .any(|(column, field)| column.name == key.column && field == still.as_bytes());
            if is_still && self.is_gone(key.references, id) {
                let table = key.references.name();
                dangling.push(format!("{} ({table} {id} is gone)", key.column));
            }
        }
        dangling
    }

    /// When the messages of a read state's pair that are gone were sent; nothing where none is.
    fn removed_of(&self, row: &Row) -> Option<u64> {
        if row.entity() != Entity::MessageReadState {
            return None;
        }
        let removed = self.removed.get(&pair(row)?)?;
        let read = row.named("lastReadAt");
        let is_unread = |at: &&Timestamp| match read {
            Some(Value::Timestamp(read)) => **at > read,
            _ => true,
        };
        Some(removed.iter().filter(is_unread).count() as u64)
    }

    /// What is wrong with a read state's count, where `removed` messages that it counted are gone.
    fn miscounted(&self, row: &Row, line: &[u8], removed: u64) -> Option<Vec<String>> {
        let (Some(Value::Int4(planned)), Some(pair)) = (row.named("unreadCount"), pair(row)) else {
            return None;
        };
        let mut fields = fields(row.entity(), &self.layout, line);
        let (_, found) = fields.find(|(column, _)| column.name == "unreadCount")?;
        let found: i64 = std::str::from_utf8(found).ok()?.parse().ok()?;
        // Counted anew, or less those that went: a count that was wrong before stays so by the
        // latter.
        let less = i64::from(planned) - removed as i64;
        let anew = self.unread.get(&pair).copied().unwrap_or(less);
        let is_right = found == less || found == anew;
        (!is_right).then(|| vec![format!("unreadCount (is {found}, should be {anew})")])
    }

    /// The columns that hold something else than they are to; `is_counted` where messages of a
    /// read state are gone.
    fn changed(&self, planned: &Planned, line: &[u8], is_counted: bool) -> Vec<String> {
        let entity = planned.row.entity();
        let keys = entity.table().foreign_keys;
        let is_cleared = |column: &str, found: &[u8]| {
            let mut keys = keys.iter().filter(|key| key.column == column);
            let is_key = keys.any(|key| match planned.row.named(column) {
                Some(Value::Uuid(id)) => {
                    key.on_delete == OnDelete::SetNull && self.is_gone(key.references, id)
                }
                _ => false,
            });
            is_key && found == b"\\N"
        };
        let all = changes(entity, &self.layout, &planned.line, line);
        let is_touched = all
            .iter()
            .any(|(column, _, found)| is_cleared(column.name, found));
        let wrong = all.iter().filter(|(column, _, found)| match column.name {
            "unreadCount" => !is_counted,
            // Whoever clears a reference, or counts anew, may say when.
            "updatedAt" => !is_counted && !is_touched,
            name => !is_cleared(name, found),
        });
        wrong.map(|(column, ..)| column.name.to_owned()).collect()
    }

    fn unexpected(&mut self, entity: Entity, line: &[u8]) {
        let ids = key_fields(entity, &self.layout, line);
        let ids = ids.iter().filter_map(|id| Uuid::try_parse(id).ok());
        let row = RowName {
            entity,
            ids: ids.collect(),
        };
        self.add(Finding {
            kind: FindingKind::Unexpected,
            row,
            account: None,
            is_specimen: false,
            fate: None,
            columns: Vec::new(),
            is_along: false,
        });
    }

    fn found(
        &mut self,
        kind: FindingKind,
        row: &Row,
        fate: Fate,
        columns: Vec<String>,
        is_along: bool,
    ) {
        let name = RowName::of(row);
        let key = key_of(&name);
        let boundary = key.and_then(|key| self.oracle.reader().plan().boundary(key.root));
        let is_specimen = boundary
            .is_some_and(|boundary| Some(boundary.row) == key.map(|key| (row.entity(), key)));
        let account = key.and_then(|key| Account::of(self.oracle.reader(), key.root));
        self.add(Finding {
            kind,
            row: name,
            account: account.map(|account| (account.label, account.kind)),
            is_specimen,
            fate: Some(fate),
            columns,
            is_along,
        });
    }

    fn add(&mut self, finding: Finding) {
        let count = self.judgement.counts.entry(finding.kind).or_default();
        *count += 1;
        if *count <= KEPT || finding.is_specimen {
            self.judgement.findings.push(finding);
        }
    }
}

/// Sender and recipient of a message or a read state, where both are there and two.
fn pair(row: &Row) -> Option<Pair> {
    match (row.named("senderId"), row.named("recipientId")) {
        (Some(Value::Uuid(sender)), Some(Value::Uuid(recipient))) if sender != recipient => {
            Some((sender, recipient))
        }
        _ => None,
    }
}

/// The key that is in a row's id; of a read state, which has none, that of its customer.
fn key_of(name: &RowName) -> Option<RowKey> {
    let keys = name.ids.iter().filter_map(|id| decode(*id).ok());
    let keys: Vec<RowKey> = keys.map(|(_, key)| key).collect();
    let customer = keys.iter().find(|key| !key.root.is_admin());
    customer.or(keys.first()).copied()
}
