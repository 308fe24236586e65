import Cells

/// The changes between two sets of frames as one page of pictures, for a person.
package enum FramePage {
  /// The page: each change once, before on the left and after on the right, with what changed outlined.
  package static func html(of comparison: FrameComparison, theme: Theme) -> String {
    var page = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Changed screens</title>
      <style>
      body { font-family: system-ui, sans-serif; margin: 2em; background: #f4f4f2; color: #222; }
      .pair { display: flex; flex-wrap: wrap; gap: 1em; align-items: flex-start; }
      figure { margin: 0; } figcaption { font-size: 0.85em; color: #666; padding: 0.3em 0; }
      h2 { font-size: 1.1em; margin: 2em 0 0.3em; } p { margin: 0.3em 0; max-width: 90em; }
      </style></head><body>
      <h1>\(comparison.differing) of \(comparison.compared) frames changed, in \(comparison.changes.count) ways</h1>

      """
    for change in comparison.changes {
      page += "<h2>\(escaped(change.places[0]))</h2>\n"
      if change.places.count > 1 {
        page += "<p>The same in \(change.places.count - 1) more: "
        page += escaped(change.places.dropFirst().joined(separator: ", ")) + "</p>\n"
      }
      page += "<div class=\"pair\">\n"
      page += figure("before", change.before, change.runs, theme) + figure("after", change.after, change.runs, theme)
      page += "</div>\n"
    }
    return page + "</body></html>\n"
  }

  private static func figure(_ caption: String, _ frame: Frame?, _ runs: [ChangedRun], _ theme: Theme) -> String {
    guard let frame else { return "<figure><figcaption>\(caption): not there</figcaption></figure>\n" }
    let sized = runs.filter { $0.row < frame.grid.rows && $0.columns.upperBound <= frame.grid.columns }
    // A change of everything needs no outline.
    let outlined = sized.count == frame.grid.rows && sized.allSatisfy { $0.columns.count == frame.grid.columns }
    let picture = GridSVG.picture(of: frame, theme: theme, outlined: outlined ? [] : sized)
    return "<figure><figcaption>\(caption)</figcaption>\n\(picture)</figure>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
