/** What a road without a name is called: a feed must call it something. */
export const NAMELESS = ['طريق بلا اسم', 'Unnamed road'];
