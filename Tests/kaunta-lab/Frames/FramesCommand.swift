import ArgumentParser
import Cells
import Foundation
import StoredFrames

/// `kaunta-lab frames`: what changed between two sets of golden frames, as one page of pictures.
struct FramesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frames",
    abstract: "Draw what changed between two directories of golden frames as one page of pictures.")

  @Argument(help: ArgumentHelp("The frames before.", valueName: "DIR"))
  var before: String

  @Argument(help: ArgumentHelp("The frames after.", valueName: "DIR"))
  var after: String

  @Argument(help: ArgumentHelp("The page to write.", valueName: "FILE.html"))
  var page: String

  func run() throws {
    let old = try frames(in: before)
    let new = try frames(in: after)
    let comparison = FrameComparison(before: old, after: new)
    try FramePage.html(of: comparison, theme: .counter).write(toFile: page, atomically: true, encoding: .utf8)
    Say.line(
      "\(comparison.differing) of \(comparison.compared) frames changed, in \(comparison.changes.count) ways: \(page)")
  }

  private func frames(in directory: String) throws -> [String: [StoredFrame]] {
    var frames: [String: [StoredFrame]] = [:]
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: directory)) ?? []
    for name in names where name.hasSuffix(".txt") {
      do {
        frames[name] = try FrameText.frames(in: String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8))
      } catch let error as UnreadableFrames {
        throw ValidationError("\(directory)/\(name): \(error)")
      }
    }
    if frames.isEmpty { throw ValidationError("\(directory) has no frames that can be read") }
    return frames
  }
}
