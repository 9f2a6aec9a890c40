package dev.carousel.layer;

/**
 * Its inputs side by side: (T, F1), (T, F2) ... to (T, F1 + F2 + ...), or without T. A step of the
 * result is there if it is in all of them.
 */
public record Concatenate() implements Merging {
  @Override
  public String kind() {
    return "concatenate";
  }

  @Override
  public Merge merge() {
    return Merge.CONCAT;
  }
}
