// The order of a user's questions. A page that is not here cannot be found: site/check says so.
const page = (text, link) => ({ text, link })

export const sidebar = [
    {
        text: 'Begin',
        items: [
            page('Where to look', '/'),
            page('In short', '/readme'),
            page('Start here', '/start'),
            page('Which predictor when', '/choosing'),
            page('Questions', '/faq'),
        ],
    },
    {
        text: 'Cookbook',
        collapsed: false,
        items: [
            page('Programs', '/cookbook/'),
            page('A service', '/cookbook/service'),
            page('Many sequences', '/cookbook/batch'),
            page('CSV', '/cookbook/csv'),
            page('Alarms', '/cookbook/alarm'),
            page('Spark', '/cookbook/spark'),
            page('A kernel of your own', '/cookbook/kernel'),
            page('Training a Transformer', '/cookbook/transformer'),
            page('Checkpoints', '/cookbook/checkpoints'),
            page('Properties', '/cookbook/properties'),
            page('Benchmark', '/cookbook/benchmark'),
        ],
    },
    {
        text: 'Command line',
        items: [
            page('Forecasting a file', '/forecast'),
            page('Files, times, missing values', '/files'),
            page('Scoreboards', '/scoreboards'),
            page('Streams', '/streams'),
            page('Text', '/text'),
        ],
    },
    {
        text: 'Java',
        items: [
            page('A forecaster', '/forecaster'),
            page('Predictors token by token', '/predictors'),
            page('Java, vectors and BLAS', '/java'),
            page('Spark', '/spark'),
        ],
    },
    {
        text: 'Running it',
        items: [page('Operations', '/operations'), page('Performance', '/performance'), page('Figures', '/figures')],
    },
    {
        text: 'Science',
        items: [
            page('The paper, line by line', '/paper'),
            page('The algorithms', '/algorithms'),
            page('The Transformer', '/transformer'),
            page('Mathematics', '/mathematics'),
            page('Sibling papers', '/siblings'),
            page('Glossary', '/glossary'),
        ],
    },
    {
        text: 'Project',
        items: [
            page('Contributing', '/contributing'),
            page('Architecture', '/architecture'),
            page('Testing', '/testing'),
            page('Changelog', '/changelog'),
            page('Security', '/security'),
            page('Decisions', '/decisions/'),
        ],
    },
]
