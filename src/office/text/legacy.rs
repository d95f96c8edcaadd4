//! Text typed with an old Vietnamese font (TCVN3, VNI) and never converted: valid characters, wrong letters.

/// The old encoding a text is most likely in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::office) enum Legacy {
    /// TCVN3 (ABC): the fonts `.VnTime`, `.VnArial`.
    Tcvn3,
    /// VNI: the fonts `VNI-Times`, `VNI-Helve`.
    Vni,
    /// Windows-1258: letters with tones of their own.
    Cp1258,
}

impl Legacy {
    pub(in crate::office) const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Cp1258 => "Windows-1258",
        }
    }
}

/// Signs in the middle of words, which are letters of TCVN3: `NguyÔn V¨n An` is Nguyễn Văn An.
const TCVN3_SIGNS: &str = "¡¢£¤¥¦§¨©ª«¬\u{ad}®¯µ¶·¸¹»¼½¾Æ×Ø÷";
/// Letters of no Vietnamese word, which are tones and vowels of VNI: `Ñaëng` is Đặng.
const VNI_LETTERS: &str = "øûïåäüëñöæîØÛÏÅÄÜËÑÖÆÎ";
/// What may follow `a` or `e` in VNI and never does in Vietnamese: `Nguyeãn` is Nguyễn.
const VNI_AFTER_A_E: &str = "âáàåãäêéèúüëÂÁÀÅÃÄÊÉÈÚÜË";

/// The old encoding of a text, if it shows one and no letter that only Unicode has.
pub(in crate::office) fn suspect(text: &str) -> Option<Legacy> {
    if text.is_ascii() || text.chars().any(only_unicode) {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    let pair = |pair: &[char]| match pair {
        [before, sign] if before.is_ascii_alphabetic() => {
            if VNI_LETTERS.contains(*sign) || ("aeAE".contains(*before) && VNI_AFTER_A_E.contains(*sign)) {
                return Some(Legacy::Vni);
            }
            TCVN3_SIGNS.contains(*sign).then_some(Legacy::Tcvn3)
        }
        // đ in VNI and in TCVN3 stands before its vowel.
        ['ñ' | 'Ñ', after] if after.is_ascii_alphabetic() => Some(Legacy::Vni),
        ['®' | '§' | '¶', after] if after.is_ascii_alphabetic() => Some(Legacy::Tcvn3),
        _ => None,
    };
    // A capital inside a word: `NguyÔn`.
    let capital = |three: &[char]| match three {
        [before, 'À'..='Þ', after] => before.is_ascii_lowercase() && after.is_ascii_lowercase(),
        _ => false,
    };
    letters.windows(2).find_map(pair).or_else(|| letters.windows(3).any(capital).then_some(Legacy::Tcvn3))
}

/// Vietnamese letters that no encoding of one byte had at their place in Unicode.
const fn only_unicode(letter: char) -> bool {
    matches!(letter, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}')
}

/// The old encoding of bytes that are no UTF-8, as far as they give it away.
pub(in crate::office) fn suspect_bytes(bytes: &[u8]) -> Option<Legacy> {
    let letters: String = bytes.iter().take(ENOUGH).map(|&byte| char::from(byte)).collect();
    // Tones of Windows-1258 follow their vowel: grave, hook, tilde, acute, dot.
    let toned = |pair: &[u8]| match pair {
        [vowel, 0xcc | 0xd2 | 0xde | 0xec | 0xf2] => CP1258_VOWELS.contains(vowel),
        _ => false,
    };
    suspect(&letters).or_else(|| bytes.windows(2).take(ENOUGH).any(toned).then_some(Legacy::Cp1258))
}

/// Bytes that are looked at.
const ENOUGH: usize = 1 << 16;

const CP1258_VOWELS: &[u8] = b"aeiouyAEIOUY\xe2\xe3\xea\xf4\xf5\xfd\xc2\xc3\xca\xd4\xd5\xdd";
