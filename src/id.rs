//! Names of things: opaque, compared as text, cheap to copy around.

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// A text that cannot be an id: empty, longer than 200 bytes, edged by spaces, or with a control character inside.
///
/// Example: [`MemberId`](crate::MemberId).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no id: an id is 1 to 200 bytes without a control character and without a space at either end")]
pub struct BadId {
    /// The text as given, control characters escaped.
    pub found: String,
}

fn checked(text: &str) -> Result<Arc<str>, BadId> {
    // Nearly every id is plain ASCII, of which this says the same.
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    let clean = plain || (text.trim() == text && !text.chars().any(char::is_control));
    let clean = clean && !text.is_empty() && text.len() <= 200;
    if clean { Ok(Arc::from(text)) } else { Err(BadId { found: text.escape_debug().take(60).collect() }) }
}

/// Reads the text of an id where it stands, without a copy in between: documents have millions of them.
struct Text;

impl Visitor<'_> for Text {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Arc<str>, E> {
        checked(text).map_err(E::custom)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Ids are opaque: they are compared as text, byte for byte, and never parsed. Their order decides between equally good plans.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a text as an id.
            ///
            /// # Errors
            /// [`BadId`] when the text is empty, longer than 200 bytes, edged by spaces or has a control character.
            pub fn new(text: &str) -> Result<Self, BadId> {
                checked(text).map(Self)
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "`{}`", self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::new(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.as_ref().to_owned()
            }
        }
    };
}

id!(
    /// A member of the committee.
    ///
    /// ```
    /// use phancong::{MemberId, RuleId};
    /// let id = MemberId::new("UV-01")?;
    /// assert_eq!((id.as_str(), "UV-01".parse()), ("UV-01", Ok(id.clone())));
    /// assert!(RuleId::new("II.2-1a ").is_err_and(|bad| bad.to_string().contains("space")));
    /// # Ok::<(), phancong::BadId>(())
    /// ```
    MemberId
);
id!(
    /// A grassroots organization (tổ chức cơ sở đảng) or one of its sub-cells.
    ///
    /// Example: [`MemberId`].
    OrganizationId
);
id!(
    /// An area: a place or a unit (địa bàn, đơn vị).
    ///
    /// Example: [`MemberId`].
    AreaId
);
id!(
    /// A body of the committee: the Standing Committee, the Thường trực, the Board.
    ///
    /// Example: [`MemberId`].
    BodyId
);
id!(
    /// A rule of the policy, for example `II.2-1a`.
    ///
    /// Example: [`MemberId`].
    RuleId
);
