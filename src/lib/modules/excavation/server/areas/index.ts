/** Areas that residents and organisations watch. */
export { askArea, confirmArea, pendingArea } from './ask.ts';
export { declareInterest, dropInterest, listInterests, mayWatch, seeInterest } from './interest.ts';
export { keepTellingAreas, tellAreas, type Told } from './tell.ts';
export { leaveArea, subscribedArea } from './leave.ts';
