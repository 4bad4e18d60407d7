//! What a case looks like: as a specimen of it shows it.

use super::{Look, Reader};
use crate::edge::{EdgeCase, Facet};
use crate::error::{Result, SourceFile};
use crate::plan::{Overrides, Plan};
use crate::scenario;

/// What an account that carries the case on the facet shows; `None` where no specimen is made
/// of it.
///
/// # Errors
/// Those of [`Plan::resolve`].
pub fn example(case: &'static EdgeCase, facet: Facet) -> Result<Option<Look>> {
    let file = SourceFile {
        path: "example".to_owned(),
        text: format!(
            "[customers]\ncount = 0\n\
             edge_cases = {{ strength = 1, tier = \"hostile\", only = [\"{}\"] }}\n",
            case.id
        ),
    };
    let scenario = scenario::parse("example", file)?;
    let plan = Plan::resolve(&scenario, Overrides::default(), |_| Ok(String::new()))?;
    let reader = Reader::new(&plan);
    let carried = (facet, case);
    let specimen = plan
        .specimens()
        .iter()
        .find(|specimen| specimen.cases == [carried]);
    Ok(specimen.map(|specimen| Look::at(&reader, specimen.root, &carried)))
}
