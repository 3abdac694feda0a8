// Links of the Markdown pages are those of a forge: relative, to files of the project. Here they are turned to the pages of
// the site, and to copies of those files that are no pages.
import fs from 'node:fs'
import path from 'node:path'
import { pageOf, pages, root, sourceOf } from './pages.mjs'

/** Names of headings as forges make them, so that one link is right in both places. */
export function slug(text) {
    return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-')
}

/** @param linked paths of the files that pages link to, filled in */
export function forgeLinks(md, linked) {
    md.core.ruler.push('forge-links', state => {
        if (state.env.path === undefined) {
            return
        }
        const source = sourceOf(path.relative(pages, state.env.path))
        for (const token of state.tokens.flatMap(token => token.children ?? [])) {
            if (token.type === 'link_open') {
                token.attrSet('href', target(source, token.attrGet('href'), linked))
            } else if (token.type === 'image') {
                token.attrSet('src', picture(source, state.env.path, token.attrGet('src')))
            }
        }
    })
}

function target(source, href, linked) {
    if (/^[a-z]+:|^#/i.test(href)) {
        return href
    }
    const [place, fragment] = href.split('#')
    const file = path.resolve(path.dirname(source), decodeURIComponent(place))
    const page = pageOf(file)
    if (page !== undefined) {
        return '/' + page + (fragment === undefined ? '' : '#' + fragment)
    }
    if (!fs.existsSync(file)) {
        throw new Error(`${path.relative(root, source)}: ${href}: no such file`)
    }
    // A forge shows a folder; what stands for it here is what its README says.
    const shown = fs.statSync(file).isDirectory() ? path.join(file, 'README.md') : file
    linked.add(shown)
    return '/' + copyOf(shown)
}

/** Where a file that is no page is copied to, under a name that a browser shows. */
export function copyOf(file) {
    const relative = path.relative(root, file)
    return 'files/' + relative + (/\.(?:csv|txt)$/.test(relative) ? '' : '.txt')
}

/** The place of a picture of docs/ from that of the page. */
function picture(source, page, src) {
    const inDocs = path.relative(path.join(root, 'docs'), path.resolve(path.dirname(source), decodeURIComponent(src)))
    const there = path.relative(path.dirname(page), path.join(pages, inDocs))
    return there.startsWith('.') ? there : './' + there
}
