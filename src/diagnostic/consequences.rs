//! What a code means for whoever gets it: in, a code; out, how bad it is and what can be done about that, in sentences.

use super::code::Code;
use super::policy::Treatment;
use super::severity::Severity;

impl Code {
    /// How bad it is, and what a municipality and an author can do about that.
    pub fn consequences(self) -> Vec<String> {
        let weight = match self.severity() {
            Severity::Error => "Dit is een fout: zolang hij er staat, wordt er geen PDF gemaakt.",
            Severity::Warning => "Dit is een waarschuwing: de PDF wordt wel gemaakt.",
        };
        let mut sentences = vec![weight.to_owned()];
        let policy = "Uw gemeente kan dat veranderen in data/gemeente.toml, onder [bevindingen]";
        match (self.allows(Treatment::Off), self.severity()) {
            (true, Severity::Warning) => {
                sentences.push(format!("{policy}: {self} = \"fout\", of {self} = \"uit\"."));
            }
            (true, Severity::Error) => {
                sentences.push(format!("{policy}: {self} = \"waarschuwing\", of {self} = \"uit\"."));
            }
            (false, Severity::Warning) => {
                sentences.push(format!("{policy}: {self} = \"fout\". Uitzetten kan niet."));
            }
            (false, Severity::Error) => sentences.push("Dat kan uw gemeente niet veranderen.".to_owned()),
        }
        if self.mends_itself() {
            sentences.push(
                "Griffel kan dit zelf herstellen, als er maar één goede manier is: griffel controleer --herstel."
                    .to_owned(),
            );
        }
        if self.may_be_waived() {
            sentences.push(format!(
                "Klopt de tekst toch? Zet er dan {{{{ akkoord(\"{self}\", \"de reden\") }}}} achter. De reden wordt bewaard."
            ));
        }
        sentences
    }
}
