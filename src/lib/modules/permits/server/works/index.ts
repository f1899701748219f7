/** What comes after the licence: execution, completion, violations. Their steps are those of `actOnPermit`. */
export { inspectionSites, waitingSites } from './sites.ts';
export { openViolation } from './open.ts';
export { readInspectionPhoto } from './photos.ts';
export { listStages, plannedStages, setStages } from './stages.ts';
