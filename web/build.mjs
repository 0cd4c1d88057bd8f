// Builds dist/: one stylesheet and one script named by their content, the images,
// and manifest.json, which tells the portal those names. Reads src/ only.
import { createHash } from "node:crypto";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { build } from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");

const styles = sass.compile(path.join(here, "src/app.scss"), {
  loadPaths: [path.join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
}).css;

const script = (
  await build({
    entryPoints: [path.join(here, "src/app.ts")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    write: false,
  })
).outputFiles[0].text;

const named = (content, extension) =>
  `app-${createHash("sha256").update(content).digest("hex").slice(0, 12)}.${extension}`;

const manifest = {
  stylesheet: named(styles, "css"),
  script: named(script, "js"),
  favicon: "assets/favicon.svg",
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await cp(path.join(here, "src/assets"), path.join(dist, "assets"), { recursive: true });
await writeFile(path.join(dist, manifest.stylesheet), styles);
await writeFile(path.join(dist, manifest.script), script);
await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${manifest.stylesheet} ${styles.length} bytes, ${manifest.script} ${script.length} bytes`);
