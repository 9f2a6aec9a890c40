package dev.carousel.layer;

/**
 * The product of its inputs, element by element, all of one shape. A step of the result is there if
 * it is in all of them.
 */
public record Multiply() implements Merging {
  @Override
  public String kind() {
    return "multiply";
  }

  @Override
  public Merge merge() {
    return Merge.PRODUCT;
  }
}
