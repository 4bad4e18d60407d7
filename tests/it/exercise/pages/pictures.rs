//! Pictures of what was found on pages.

use std::fs;

use super::super::Staged;
use super::visited;

#[test]
fn each_finding_has_a_picture() {
    let staged = Staged::moved("smoke");
    let url = staged.serve(|app| app);
    let part = ["--only", "Customer", "--screenshots", "shots/found"];
    let (code, found) = visited(&staged, &url, &part);
    assert_eq!(code, 5, "{found:#}");
    let groups = found["groups"].as_array().unwrap().iter();
    let findings: Vec<_> = groups
        .flat_map(|group| group["findings"].as_array().unwrap())
        .collect();
    assert!(!findings.is_empty(), "{found:#}");
    for finding in findings {
        let path = finding["screenshot"].as_str().unwrap();
        let row = finding["row"].as_str().unwrap();
        assert!(path.starts_with("shots/found/text-Customer-"), "{path}");
        assert!(path.contains(row), "{path}: {finding}");
        let picture = fs::read(staged.machine.path().join(path)).unwrap();
        // The signature and the first chunk of a PNG file: its width and height.
        assert_eq!(picture[..8], *b"\x89PNG\r\n\x1a\n", "{path}");
        let side = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), (1280, 800), "{path}");
    }
}
