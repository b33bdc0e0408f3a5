//! JSON as it comes: a value of an unexpected type reads as "unknown" instead of costing the whole record.
//!
//! The types here accept every JSON value. Only text that is not JSON at all makes them fail, and a list
//! longer than any real one, which would cost far more memory than the text it comes from.

mod mend;

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

pub(crate) use mend::mended;

use crate::quarantine::{Reason, Rejection};

/// The methods of a visitor that read values of some types as the default.
macro_rules! unknown {
    ($($kind:ident),*) => { $($crate::json::unknown!(@$kind);)* };
    (@bool) => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok(Default::default())
        }
    };
    (@number) => {
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok(Default::default())
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok(Default::default())
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok(Default::default())
        }
    };
    (@text) => {
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok(Default::default())
        }
    };
    (@null) => {
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Default::default())
        }
    };
    (@list) => {
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            while list.next_element::<serde::de::IgnoredAny>()?.is_some() {}
            Ok(Default::default())
        }
    };
    (@object) => {
        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
            while object.next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?.is_some() {}
            Ok(Default::default())
        }
    };
}
pub(crate) use unknown;

/// A string; numbers count as their digits, anything else as empty. Borrows wherever the text needs no unescaping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl<'a> Text<'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This text, or the other one if this is empty.
    pub(crate) fn or(self, other: Self) -> Self {
        if self.is_empty() { other } else { self }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'a> From<Text<'a>> for Cow<'a, str> {
    fn from(text: Text<'a>) -> Self {
        text.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyText)
    }
}

struct AnyText;

impl<'de> Visitor<'de> for AnyText {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    unknown!(bool, null, list, object);
}

/// A number; strings that hold one count as it, anything else is unknown. Too large for a double is infinite.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Number(pub(crate) Option<f64>);

impl Number {
    /// As a count: negative ones are 0, those past the type its end.
    pub(crate) fn count(self) -> Option<u32> {
        self.0.filter(|number| !number.is_nan()).map(|number| number as u32)
    }

    /// As a year that a calendar could show.
    pub(crate) fn year(self) -> Option<i16> {
        self.0.filter(|year| (1.0..=9999.0).contains(year)).map(|year| year as i16)
    }

    /// As a share of one.
    pub(crate) fn share(self) -> f32 {
        self.0.filter(|share| !share.is_nan()).map_or(0.0, |share| share.clamp(0.0, 1.0) as f32)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As text first: serde_json gives up on a record whose number is too large for a double.
        let text = <&RawValue>::deserialize(deserializer)?.get();
        let text = text.trim_matches(|letter: char| letter == '"' || letter.is_ascii_whitespace());
        let numeric = text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-');
        Ok(Self(if numeric { text.parse().ok() } else { None }))
    }
}

/// A truth value; 0 and 1 and the words count, anything else is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) Option<bool>);

impl Flag {
    pub(crate) fn is_set(self) -> bool {
        self.0 == Some(true)
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyFlag)
    }
}

struct AnyFlag;

impl<'de> Visitor<'de> for AnyFlag {
    type Value = Flag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a truth value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Flag, E> {
        Ok(Flag(Some(flag)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Flag, E> {
        Ok(Flag(Some(number != 0)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Flag, E> {
        Ok(Flag(Some(number != 0)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Flag, E> {
        Ok(Flag(Some(number != 0.0)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Flag, E> {
        let word = text.trim();
        let is = |expected: &str| word.eq_ignore_ascii_case(expected);
        Ok(Flag(if is("true") || is("1") {
            Some(true)
        } else if is("false") || is("0") {
            Some(false)
        } else {
            None
        }))
    }

    unknown!(null, list, object);
}

/// A list; anything else is an empty one.
#[derive(Clone, Debug)]
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    /// A list of empty objects costs a hundred times the memory of its text, so there is an end to what is read.
    const MOST: usize = 1 << 20;
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyList(PhantomData))
    }
}

struct AnyList<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for AnyList<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
        let mut read = Vec::new();
        while let Some(value) = list.next_element()? {
            if read.len() == List::<T>::MOST {
                return Err(A::Error::custom(format_args!("a list of more than {} values", List::<T>::MOST)));
            }
            read.push(value);
        }
        Ok(List(read))
    }

    unknown!(bool, number, text, null, object);
}

/// The name of a field.
pub(crate) struct Name<'a>(Cow<'a, str>);

impl Name<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'a> From<Name<'a>> for Cow<'a, str> {
    fn from(name: Name<'a>) -> Self {
        name.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(deserializer.deserialize_str(AnyText)?.0))
    }
}

/// Declares an object of which some fields are read: others are passed over, a field of an unexpected type is
/// unknown, of a field that stands there twice the last one counts, and what is no object is one without fields.
///
/// A field is called as in JSON, or says `= "name"`.
macro_rules! object {
    ($(
        $(#[$doc:meta])*
        $visibility:vis struct $object:ident<$a:lifetime> {
            $($(#[$field_doc:meta])* $field:ident $(= $name:literal)?: $type:ty,)*
        }
    )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default)]
        $visibility struct $object<$a> {
            $($(#[$field_doc])* $visibility $field: $type,)*
        }

        impl<'de: $a, $a> serde::Deserialize<'de> for $object<$a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields<$a>(std::marker::PhantomData<&$a ()>);

                impl<'de: $a, $a> serde::de::Visitor<'de> for Fields<$a> {
                    type Value = $object<$a>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut object = $object::default();
                        while let Some(name) = map.next_key::<$crate::json::Name<'de>>()? {
                            match name.as_str() {
                                $($crate::json::object!(@name $field $($name)?) => object.$field = map.next_value()?,)*
                                _ => drop(map.next_value::<serde::de::IgnoredAny>()?),
                            }
                        }
                        Ok(object)
                    }

                    $crate::json::unknown!(bool, number, text, null, list);
                }

                deserializer.deserialize_any(Fields(std::marker::PhantomData))
            }
        }
    )*};
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
}
pub(crate) use object;

/// Is `value` there at all, whatever it is?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Present(pub(crate) bool);

impl<'de> Deserialize<'de> for Present {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer)?;
        Ok(Self(true))
    }
}

/// Reads a JSON object, and nothing else.
pub(crate) fn object_of<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Rejection> {
    if !text.starts_with('{') {
        return Err(Rejection::new(Reason::MalformedJson, "not an object"));
    }
    serde_json::from_str(text).map_err(|error| Rejection::new(Reason::MalformedJson, describe(&error)))
}

/// What serde_json says about `record`, with the place as a person would count it.
pub(crate) fn describe(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    match error.line() {
        0 => message.to_owned(),
        1 => format!("{message} at column {}", error.column()),
        line => format!("{message} on line {line} of the record, column {}", error.column()),
    }
}
