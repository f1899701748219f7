export { layerExtent, mapCatalogue, readableLayer } from './catalogue.ts';
export { exportLayer, ExportQuery, type Export } from './export.ts';
export { identify } from './identify.ts';
export { listFeatures } from './identify-features.ts';
export { EventsQuery, FeaturesQuery, IdentifyQuery, SearchQuery } from './identify-query.ts';
export { getFeature } from './identify-record.ts';
export { search } from './search.ts';
export * from './import/index.ts';
