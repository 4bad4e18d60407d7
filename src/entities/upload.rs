//! Uploaded files' descriptions.

use super::account::{Accounts, between};
use super::share::write_letters;
use super::{Flow, Rows, carried};
use crate::clock::DAY;
use crate::edge::{Facet, State};
use crate::plan::Plan;
use crate::rng::{Field, Root, RowKey};
use crate::scenario::{Event, Said, Timeline, explicit};
use crate::schema::{Entity, Row, encode};
use crate::words::DOCUMENTS;

/// When files were uploaded and deleted.
pub(super) struct UploadTimes<'p> {
    pub(super) accounts: Accounts<'p>,
    number: Field,
    created: Field,
    deleted: Field,
    size: Field,
}

impl<'p> UploadTimes<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("Upload", name);
        Self {
            accounts: Accounts::new(plan),
            number: field("number"),
            created: field("createdAt"),
            deleted: field("deletedAt"),
            size: field("sizeBytes"),
        }
    }

    /// The keys of the user's uploads.
    pub(super) fn keys(&self, root: Root) -> impl Iterator<Item = RowKey> + use<> {
        let plan = self.accounts.plan;
        let said = plan.member(root).map_or(0, |member| member.uploads.len());
        self.accounts.children(
            root,
            Entity::Upload,
            said,
            plan.population.uploads.per_user,
            &self.number,
        )
    }

    /// What the scenario says of the upload, if it asks for it.
    fn said(&self, key: RowKey) -> Option<&'p (explicit::Upload, Timeline)> {
        self.accounts
            .plan
            .member(key.root)?
            .uploads
            .get(key.leaf as usize)
    }

    /// The age of the upload.
    pub(super) fn created(&self, key: RowKey) -> i64 {
        let life = self.accounts.life(key.root);
        let drawn = life.moment(0.02 + 0.9 * self.created.at(key).unit());
        let Some((_, times)) = self.said(key) else {
            return drawn;
        };
        let age = |event| times.at(event).map(|at| self.accounts.age(at));
        age(Event::Created)
            .or_else(|| age(Event::Deleted).map(|deleted| between(deleted, life.created, drawn)))
            .unwrap_or(drawn)
    }

    /// The age of its deletion by its owner, if it was deleted: within the last four weeks.
    pub(super) fn deleted(&self, key: RowKey) -> Option<i64> {
        let said = self.said(key);
        match said.map_or(Said::Nothing, |(_, times)| times.get(Event::Deleted)) {
            Said::Is(at) => return Some(self.accounts.age(at)),
            Said::Absent => return None,
            Said::Nothing => {}
        }
        let life = self.accounts.life(key.root);
        let mut cell = self.deleted.at(key);
        let latest = self.created(key).min(28 * DAY) - life.quiet;
        let state = self.accounts.plan.state(key.root, Facet::UploadState);
        let drawn = cell.chance(0.08) && latest > 0;
        // Whoever was quiet for longer deleted it with their last activity.
        let odd = state == Some(State::Deleted);
        (drawn || odd).then(|| life.quiet + cell.millis(latest))
    }

    /// Bytes, up to some fifty million.
    pub(super) fn size(&self, key: RowKey) -> i64 {
        if let Some(said) = self.said(key).and_then(|(upload, _)| upload.size) {
            return said as i64;
        }
        self.size.at(key).long_tail(1, 50_000_000) as i64
    }
}

pub(super) struct Uploads<'p> {
    times: UploadTimes<'p>,
    file: Field,
    mime: Field,
    checksum: Field,
}

impl<'p> Uploads<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("Upload", name);
        Self {
            times: UploadTimes::new(plan),
            file: field("fileName"),
            mime: field("mimeType"),
            checksum: field("sha256"),
        }
    }
}

impl Rows for Uploads<'_> {
    fn entity(&self) -> Entity {
        Entity::Upload
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        self.times.keys(root).try_for_each(each)
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let plan = self.times.accounts.plan;
        let mut file = self.file.at(key);
        let document = file.pick(DOCUMENTS);
        let number = file.between(1, 99);
        let known = !self.mime.at(key).chance(0.05);
        let mut checksum = self.checksum.at(key);

        row.clear();
        row.uuid(encode(Entity::Upload, key));
        row.uuid(encode(Entity::User, key.root.key()));
        row.text_with(|out| {
            out.push_str(&format!(
                "{} {number}.{}",
                document.stem, document.extension
            ));
        });
        row.text_or_null(known.then_some(document.mime_type));
        row.int8(self.times.size(key));
        if checksum.chance(0.05) {
            row.null();
        } else {
            row.text_with(|out| {
                (0..4).for_each(|_| out.push_str(&format!("{:016x}", checksum.draw())));
            });
        }
        // The key in the path makes it unique, and letters keep it from looking like a number.
        row.text_with(|out| {
            out.push_str("uploads/");
            write_letters(key, out);
            out.push('.');
            out.push_str(document.extension);
        });
        row.timestamp(plan.now.before(self.times.created(key)));
        row.timestamp_or_null(self.times.deleted(key).map(|age| plan.now.before(age)));
        if let Some((upload, _)) = self.times.said(key) {
            carried::set_text(row, "fileName", upload.file_name.as_deref());
            carried::set_text_or_null(row, "mimeType", &upload.mime_type);
        }
        carried::settle(plan, key, self.times.accounts.locale(key.root), row);
    }
}
