// Lays the Markdown pages out as the site has them, in target/pages: docs/, and the pages that forges want in the root.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const site = path.dirname(fileURLToPath(import.meta.url))
export const root = path.dirname(site)
export const pages = path.join(site, 'target', 'pages')

const fromRoot = {
    'README.md': 'readme.md',
    'CONTRIBUTING.md': 'contributing.md',
    'CHANGELOG.md': 'changelog.md',
    'SECURITY.md': 'security.md',
}

/** The page of the site that a file of the project is, relative to the site; undefined if it is none. */
export function pageOf(file) {
    const relative = path.relative(root, file)
    if (fromRoot[relative] !== undefined) {
        return fromRoot[relative]
    }
    if (relative === 'docs') {
        return 'index.md'
    }
    return relative.startsWith('docs' + path.sep) && relative.endsWith('.md')
        ? relative.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md') : undefined
}

/** The file of the project that a page of the site comes from. */
export function sourceOf(page) {
    for (const [file, there] of Object.entries(fromRoot)) {
        if (there === page) {
            return path.join(root, file)
        }
    }
    return path.join(root, 'docs', page.replace(/(^|\/)index\.md$/, '$1README.md'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    fs.rmSync(path.join(site, 'target'), { recursive: true, force: true })
    for (const entry of fs.readdirSync(path.join(root, 'docs'), { recursive: true, withFileTypes: true })) {
        const file = path.join(entry.parentPath, entry.name)
        if (entry.isFile()) {
            copy(file, pageOf(file) ?? path.relative(path.join(root, 'docs'), file))
        }
    }
    for (const [file, page] of Object.entries(fromRoot)) {
        copy(path.join(root, file), page)
    }
}

function copy(file, page) {
    const there = path.join(pages, page)
    fs.mkdirSync(path.dirname(there), { recursive: true })
    fs.copyFileSync(file, there)
}
