// Converts a pointer's position to a drawing over the picture, even if it is mirrored.

/** In the drawing's own units; undefined while it is not shown. */
export function placeInDrawing(
  drawing: SVGGraphicsElement,
  { clientX, clientY }: MouseEvent,
): DOMPoint | undefined {
  const matrix = drawing.getScreenCTM();
  return matrix ? new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse()) : undefined;
}
