import Files
import Testing

/// A directory that does not outlive its program for long.
@Suite struct ThrowAwayDirectoryTests {
  @Test func oneOfALivingProgramStaysAndOneOfADeadProgramGoes() throws {
    let parent = try ByPath.makeDirectory(beginning: "/tmp/kaunta-files.")
    defer { ByPath.removeTree(parent) }
    let living = try ThrowAwayDirectory(beginning: "demo.", in: parent)
    let dead = parent + "/demo.dead"
    let begun = parent + "/demo.begun"
    let others = parent + "/other"
    for path in [dead, begun, others] { _ = try ByPath.makeDirectory(path, mode: 0o700) }
    // A lock that nobody holds.
    for path in [dead, others] { _ = try OpenFile.plain(path + "/lock", .readWrite, .create, mode: 0o600) }
    let next = try ThrowAwayDirectory(beginning: "demo.", in: parent)
    let names = Set(try ByPath.names(in: parent).map { parent + "/" + $0 })
    #expect(names == [living.path, next.path, begun, others])
    next.remove()
    living.remove()
    #expect(try ByPath.names(in: parent).sorted() == ["demo.begun", "other"])
  }
}
