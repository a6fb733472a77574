//! The JSON Schemas in `schema/` are those of the types. After a change of a type, write them anew with
//! `GONGKAI_BLESS=1 cargo test -p gongkai --test schema`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use schemars::{JsonSchema, schema_for};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema")
}

fn schema_of<T: JsonSchema>() -> String {
    let mut text = serde_json::to_string_pretty(&schema_for!(T)).expect("a schema is JSON");
    text.push('\n');
    text
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_types() {
    let schemas = [
        ("site", schema_of::<model::Site>()),
        ("report", schema_of::<model::Report>()),
        ("policies", schema_of::<model::Policies>()),
        ("catalogue", schema_of::<model::Catalogue>()),
        ("channels", schema_of::<model::Channels>()),
        ("guide", schema_of::<model::Guide>()),
        ("rules", schema_of::<model::Rules>()),
    ];
    for (name, current) in schemas {
        let path = folder().join(format!("{name}.schema.json"));
        if std::env::var_os("GONGKAI_BLESS").is_some() {
            std::fs::write(&path, &current).expect("written");
        }
        let stored = std::fs::read(&path).unwrap_or_default();
        let parsed = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
        assert!(
            parsed(&stored) == parsed(current.as_bytes()),
            "schema/{name}.schema.json is not that of the types; write it anew with \
             GONGKAI_BLESS=1 cargo test -p gongkai --test schema"
        );
    }
}

/// The schemas accept what the reader accepts: the files of the county and of the example.
#[test]
fn the_data_of_the_repository_satisfies_the_schemas() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut checked = 0;
    for data in ["data", "examples/pingtan", "examples/compare"] {
        for (file, schema) in files(&root.join(data)) {
            let text = std::fs::read_to_string(folder().join(format!("{schema}.schema.json"))).expect("a schema");
            let schema: serde_json::Value = serde_json::from_str(&text).expect("a schema");
            let value: serde_json::Value =
                serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
            let errors: Vec<String> = jsonschema::validator_for(&schema)
                .expect("a valid schema")
                .iter_errors(&value)
                .map(|error| format!("{} at {}", error, error.instance_path))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
            checked += 1;
        }
    }
    assert!(checked >= 10, "the repository holds data");
}

fn files(data: &std::path::Path) -> Vec<(PathBuf, String)> {
    let json = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|extension| extension == "json"))
    };
    let top = json(data.to_owned()).map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (path, name)
    });
    let reports = json(data.join("reports")).map(|path| (path, "report".to_owned()));
    top.chain(reports).collect()
}
