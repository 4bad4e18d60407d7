//! Rows of a plan, one at a time.

use crate::entities::{Flow, Rows, rows};
use crate::plan::Plan;
use crate::rng::{Root, RowKey};
use crate::schema::{Entity, Row};

/// Makes any row of a plan without the others.
pub struct Reader<'p> {
    plan: &'p Plan,
    tables: [Box<dyn Rows + Send + 'p>; 9],
}

impl<'p> Reader<'p> {
    /// A reader of the plan's rows.
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            tables: Entity::ALL.map(|entity| rows(plan, entity)),
        }
    }

    /// The plan.
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    fn table(&self, entity: Entity) -> &dyn Rows {
        // The discriminants are the positions in `ALL`, from 1.
        &*self.tables[entity as usize - 1]
    }

    /// The keys of all rows of the entity below an account of the plan, in order.
    pub fn keys(&self, entity: Entity, root: Root) -> Vec<RowKey> {
        let mut keys = Vec::new();
        let _ = self.table(entity).keys(root, &mut |key| {
            keys.push(key);
            Flow::Continue(())
        });
        keys
    }

    /// The row `key` of an account of the plan; `None` where there is no such row.
    pub fn row(&self, entity: Entity, key: RowKey) -> Option<Row> {
        let found = self.table(entity).keys(key.root, &mut |next| {
            if next == key {
                Flow::Break(())
            } else {
                Flow::Continue(())
            }
        });
        found.is_break().then(|| self.fill(entity, key))
    }

    /// The first row of the entity below an account of the plan.
    pub fn first(&self, entity: Entity, root: Root) -> Option<Row> {
        let mut first = None;
        let _ = self.table(entity).keys(root, &mut |key| {
            first = Some(key);
            Flow::Break(())
        });
        first.map(|key| self.fill(entity, key))
    }

    /// Hands all rows of the entity to `each`, in order.
    pub fn all(&self, entity: Entity, each: &mut dyn FnMut(Root, &Row)) {
        let (roots, mut row) = (self.plan.roots(), Row::new(entity));
        let holders = self
            .plan
            .holders(entity)
            .flat_map(|positions| roots.slice(positions));
        for root in holders {
            let _ = self.table(entity).rows(root, &mut row, &mut |row| {
                each(root, row);
                Flow::Continue(())
            });
        }
    }

    /// The row `key`, which must be one of the plan's.
    pub fn fill(&self, entity: Entity, key: RowKey) -> Row {
        let mut row = Row::new(entity);
        self.table(entity).fill(key, &mut row);
        row
    }
}
