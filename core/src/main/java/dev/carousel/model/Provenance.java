package dev.carousel.model;

import java.util.Map;

/**
 * Where a model comes from.
 *
 * @param carousel version of Carousel that trained it
 * @param java version of the Java runtime
 * @param kernels what computed, such as {@code vector, 256 bit}
 * @param date when, as an ISO instant in UTC
 * @param seed of the weights, the order and dropout
 * @param data name of the data
 * @param dataSha256 digest of the data's bytes
 * @param training what happened, such as epochs and the best validation loss, by name
 */
public record Provenance(
    String carousel,
    String java,
    String kernels,
    String date,
    long seed,
    String data,
    String dataSha256,
    Map<String, String> training) {}
