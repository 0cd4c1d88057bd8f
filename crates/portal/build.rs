//! Makes sure that the folder of built assets exists, so that the crate compiles before they are built.
//! It builds no asset.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let manifest = std::env!("CARGO_MANIFEST_DIR");
    std::fs::create_dir_all(Path::new(manifest).join("../../web/dist"))?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
