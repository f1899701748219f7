export { plotById, plotDrawn, type PlacedPlot } from './plot.ts';
export { siteStatement, statementOfDrawn, type SiteStatement } from './statement.ts';
export { surroundingsOf, type SiteOptions } from './surroundings.ts';
export { caseSite, type CaseSite } from './case.ts';
