//! Writes every page × sample × language as a static file beside the built assets, and every
//! sample pipeline as a picture, to be looked at.
//! Run: `cargo run -p templates --example gallery -- OUTDIR`. It serves nothing and decides nothing.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use templates::diagram::{self, Diagram, Orientation, Standing};
use templates::{Assets, Catalogue, Locale, MissingText, Templates, pages};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::args().nth(1).ok_or("name a directory to write to")?);
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    copy(&dist, &out.join("dist"))?;
    let assets = Assets::from_manifest(&fs::read(dist.join("manifest.json"))?, "dist")?;

    let templates = Templates::load(Catalogue::load()?, MissingText::Refuse)?;
    for page in pages::render_samples(&templates, &assets) {
        let name = format!("{}-{}.{}.html", page.template.replace(['/', '.'], "_"), page.sample, page.locale);
        // One broken page must not hide the others: the test of all pages is where it fails.
        match page.html {
            Ok(html) => {
                fs::write(out.join(&name), html)?;
                println!("{name}");
            }
            Err(problem) => eprintln!("{name}: {problem}"),
        }
    }
    pictures(&out, templates.catalogue())
}

/// Pictures of pipelines as files that stand alone.
fn pictures(out: &Path, catalogue: &Catalogue) -> Result<(), Box<dyn Error>> {
    for (sample, pipeline) in Diagram::samples().iter().enumerate() {
        for locale in Locale::ALL {
            for (form, orientation) in [("wide", Orientation::Wide), ("tall", Orientation::Tall)] {
                let name = format!("pipeline-{sample}-{form}.{locale}.svg");
                fs::write(
                    out.join(&name),
                    diagram::svg(pipeline, catalogue, locale, orientation, Standing::File),
                )?;
                println!("{name}");
            }
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
