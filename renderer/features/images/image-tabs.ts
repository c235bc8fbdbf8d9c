/** The pages of an image, as they stand in the address. */
export const IMAGE_TABS = ['overview', 'layers', 'history', 'size', 'compare', 'used-by', 'inspect'] as const;

export type ImageTab = (typeof IMAGE_TABS)[number];
