/*
 * Copies what pages load from node_modules into the package, compressed, and nothing that differs by a
 * bit from what vendored.json says. With `--pin`, writes vendored.json anew from the versions installed:
 * for whoever moves a library on, to be read in the diff.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LIST = join(ROOT, 'jupyter_hub_publish/web/vendored.json');
const TARGET = join(ROOT, 'jupyter_hub_publish/web/static/vendor');
const pinning = process.argv.includes('--pin');

const packageFile = (name, file) => join(ROOT, 'node_modules', name, file);
const read = (name, file) => readFileSync(packageFile(name, file));
const stop = sentence => {
  console.error(sentence);
  process.exit(1);
};

/** `plotly-4.1.2.js`: the name under which a page asks for a file. Fonts are named by their hash already. */
const servedName = (library, version, part, file) => {
  if (file.endsWith('.woff2')) {
    return basename(file);
  }
  if (file.endsWith('.json')) {
    return `${library}-${part}-${version}.js`;
  }
  const stem = part ? `${library}-${part}` : library;
  return `${stem}-${version}${file.slice(file.lastIndexOf('.'))}`;
};

const hashOf = data => createHash('sha256').update(data).digest('hex');

/** A file as pages load it; data becomes a script by what is put before it. */
function content(library, { before, from }) {
  const path = packageFile(library.package, from);
  if (!existsSync(path)) {
    stop(`${path} is missing: run 'jlpm install' first.`);
  }
  const data = readFileSync(path);
  return before ? Buffer.concat([Buffer.from(before), data]) : data;
}

function pinned(name, library) {
  const about = JSON.parse(read(library.package, 'package.json'));
  const files = Object.values(library.files).map(({ from, part, before }) => {
    const data = content(library, { from, before });
    const known = { from, ...(part && { part }), ...(before && { before }) };
    return [
      servedName(name, about.version, part, from),
      { ...known, size: data.length, sha256: hashOf(data) }
    ];
  });
  return {
    package: library.package,
    version: about.version,
    license: about.license,
    ...(library.also && { also: library.also }),
    files: Object.fromEntries(files)
  };
}

function copy(library) {
  for (const [name, file] of Object.entries(library.files)) {
    const data = content(library, file);
    if (hashOf(data) !== file.sha256) {
      stop(
        `${file.from} of ${library.package} is not what vendored.json says of ${library.version}.`
      );
    }
    writeFileSync(join(TARGET, `${name}.gz`), gzipSync(data, { level: 9 }));
  }
}

/** Each library's licence as its makers wrote it, for the wheel. */
function licences(list) {
  const texts = Object.values(list).map(entry => {
    const folder = packageFile(entry.package, '');
    const files = readdirSync(folder, { recursive: true })
      .map(String)
      .filter(file => /^(licen[cs]e|copying)/i.test(file));
    const { homepage, repository } = JSON.parse(
      read(entry.package, 'package.json')
    );
    const head = `${entry.package} ${entry.version}: ${entry.license}\n${homepage ?? repository?.url ?? ''}\n`;
    const body = files
      .map(file => join(folder, file))
      .concat((entry.also ?? []).map(file => packageFile('', file)))
      .map(file => readFileSync(file, 'utf8'));
    return [head, ...body].join('\n');
  });
  return texts.join(`\n${'='.repeat(100)}\n\n`);
}

let list = JSON.parse(readFileSync(LIST, 'utf8'));
if (pinning) {
  list = Object.fromEntries(
    Object.entries(list).map(([name, entry]) => [name, pinned(name, entry)])
  );
  writeFileSync(LIST, `${JSON.stringify(list, null, 2)}\n`);
}
rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
Object.values(list).forEach(copy);
writeFileSync(join(TARGET, 'LICENSES.txt'), licences(list));
console.log(`${readdirSync(TARGET).length} files in ${basename(TARGET)}/`);
