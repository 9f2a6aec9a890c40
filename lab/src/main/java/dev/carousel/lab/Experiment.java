package dev.carousel.lab;

import java.util.List;

/**
 * An experiment of a paper: its rows, those of its own method first.
 *
 * @param name it is found by
 * @param title for people
 * @param check how often success is checked
 */
public record Experiment(String name, String title, String check, List<Variant> variants) {
  /** Takes a copy of the list. */
  public Experiment {
    variants = List.copyOf(variants);
  }
}
