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
    if (fs.statSync(file).isDirectory()) {
        // A forge shows a folder; what stands for it here is what its README says.
        linked.add(path.join(file, 'README.md'))
        return '/files/' + path.relative(root, path.join(file, 'README.md'))
    }
    linked.add(file)
    return '/files/' + path.relative(root, file)
}
