/** The Helsinki nuisance index, 0 to 5. */
export { STREET_CLASS_OF_KIND, OTHER_STREET_CLASS, volumeReach } from './classes.ts';
export { carIndex, nuisanceOf, type CarClasses, type Nuisance, type NuisanceFacts } from './index-of.ts';
