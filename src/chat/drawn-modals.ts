/** How a modal stands since one of our answers. */
export interface Standing {
  /** By which the platform knows how it stands. */
  hash: string;
  /** When the change was made that the answer was for, in seconds by the platform's clock. */
  changedAt: number;
}

/** What replicas know of each other's answers to modals that are drawn anew. */
export interface DrawnModals {
  /** An answer took the place of how the modal stood before, `replaced`. */
  note(id: string, standing: Standing & { replaced: string }): Promise<void>;
  of(id: string): Promise<Standing | null>;
}
