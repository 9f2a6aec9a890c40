package dev.carousel.task.panel.search;

import org.jspecify.annotations.Nullable;

/**
 * What came of a candidate.
 *
 * @param name of it
 * @param score on validation time, less is better; null if it was not measured
 * @param seconds of wall time it took
 * @param note why it was not measured; empty if it was
 */
public record Trial(String name, @Nullable Double score, double seconds, String note) {}
