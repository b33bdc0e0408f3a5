//! Records of OpenAlex as a property test wants them: about the same few nodes, and malformed now and then.

use proptest::prelude::*;

/// A line that may be a record of anything, often of the same thing as another one, and often malformed.
pub(crate) fn line() -> impl Strategy<Value = String> {
    let id = 0..12_u8;
    let orcid = prop_oneof![Just("null"), Just("\"0000-0001-6187-6610\"")];
    let work = (id.clone(), id.clone(), id.clone(), 0..3_u8, any::<bool>(), orcid).prop_map(|(work, person, cited, day, dated, orcid)| {
        let updated = if dated { format!("\"2024-01-0{}\"", day + 1) } else { "null".to_owned() };
        format!(
            r#"{{"id":"https://openalex.org/W{work}","title":"{person} {cited}","updated_date":{updated},"authorships":[{{"author":{{"id":"https://openalex.org/A{person}","display_name":"{cited}","orcid":{orcid}}},"institutions":[{{"id":"https://openalex.org/I{cited}","display_name":"{work}"}}]}}],"topics":[{{"id":"https://openalex.org/T{person}","display_name":"{work}","score":0.{day}}}],"primary_location":{{"source":{{"id":"https://openalex.org/S{cited}","display_name":"{person}"}}}},"referenced_works":["https://openalex.org/W{cited}"]}}"#
        )
    });
    let person = (id.clone(), id.clone(), id.clone(), 0..3_u8).prop_map(|(person, name, place, day)| {
        format!(
            r#"{{"id":"https://openalex.org/A{person}","display_name":"own {name}","updated_date":"2024-01-0{}","affiliations":[{{"institution":{{"id":"https://openalex.org/I{place}","display_name":"{name}"}},"years":[2020]}}]}}"#,
            day + 1
        )
    });
    let dirt = prop_oneof![Just("{\"title\":1}".to_owned()), Just("dirt".to_owned()), Just(String::new())];
    prop_oneof![6 => work, 2 => person, 1 => dirt]
}

pub(crate) fn merges() -> impl Strategy<Value = String> {
    let row = (0..12_u8, 0..12_u8).prop_map(|(from, into)| format!("2024-01-01,A{from},A{into}\n"));
    prop::collection::vec(row, 0..4).prop_map(|rows| rows.concat())
}
