export { layerExtent, mapCatalogue, readableLayer, readableLayers } from './catalogue.ts';
export { exportLayer, ExportQuery, type Export } from './export.ts';
export { identify, type IdentifyAt } from './identify.ts';
export { listFeatures, type FeaturePage, type ListFeatures } from './identify-features.ts';
export { EventsQuery, FeaturesQuery, IdentifyQuery, SearchQuery } from './identify-query.ts';
export { getFeature } from './identify-record.ts';
export { search, type SearchFor } from './search.ts';
export { importFile, type ImportOptions, type ImportReport, type Refusal } from './import/index.ts';
