import Files
import Glibc
import Testing

/// What tells one state of a file from another.
@Suite struct FileFactsTests {
  @Test func eachChangeOfAFileChangesItsMarks() throws {
    let parent = try ByPath.makeDirectory(beginning: "/tmp/kaunta-files.")
    defer { ByPath.removeTree(parent) }
    let path = parent + "/file"
    func write(_ text: String, to path: String) throws {
      try OpenFile(path, .writeOnly, [.create, .truncate], mode: 0o600).write(Array(text.utf8))
    }
    func date(_ path: String, milliseconds: Int) {
      let time = timespec(tv_sec: 1_700_000_000, tv_nsec: milliseconds * 1_000_000)
      #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
    }
    func marks() throws -> [Int64] { try #require(FileFacts(path: path)).marks }
    try write("one", to: path)
    date(path, milliseconds: 1)
    var seen = [try marks()]
    #expect(try marks() == seen[0])
    let changes: [(String, () throws -> Void)] = [
      ("its date", { date(path, milliseconds: 2) }),
      (
        "its length",
        {
          try write("longer", to: path); date(path, milliseconds: 2)
        }
      ),
      ("its rights", { #expect(chmod(path, 0o640) == 0) }),
      (
        "another file in its place",
        {
          try write("longer", to: parent + "/other")
          #expect(chmod(parent + "/other", 0o640) == 0)
          date(parent + "/other", milliseconds: 2)
          #expect(rename(parent + "/other", path) == 0)
        }
      ),
    ]
    for (what, change) in changes {
      try change()
      #expect(!seen.contains(try marks()), "\(what)")
      seen.append(try marks())
    }
  }
}
