package dev.carousel.layer;

/**
 * The mean of its inputs, all of one shape. A step of the result is there if it is in all of them.
 */
public record Average() implements Merging {
  @Override
  public String kind() {
    return "average";
  }

  @Override
  public Merge merge() {
    return Merge.AVERAGE;
  }
}
