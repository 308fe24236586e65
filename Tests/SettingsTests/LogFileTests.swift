import Files
import Glibc
import Payments
import Testing

@testable import Settings

@Suite("The log file", .serialized)
struct LogFileTests {
  private let shop: TemporaryHome
  private let path: String

  init() throws {
    shop = try TemporaryHome()
    path = shop.directory + "/log/kaunta.log"
  }

  private func log(limit: Int = 1 << 20, rights: HomeRights = .oneUser) throws -> LogFile {
    // 24 November 2026, 14:02:09 in Kenya.
    try LogFile(LogSettings(file: path, level: .info, sizeLimitBytes: limit), rights: rights) { 1_795_518_129_000 }
  }

  @Test("a line has its time in Kenya, level, source and process, and its file is closed to others")
  func line() throws {
    let log = try log()
    log.write(level: "warning", source: "desk", "the listener has been silent for 40 s")
    let head = "2026-11-24T14:02:09+03:00 warning desk[\(getpid())]: "
    #expect(readText(path) == head + "the listener has been silent for 40 s\n")
    #expect(FileFacts(path: path)?.modeText == "0600")
  }

  @Test("a group's log may be written by the group")
  func group() throws {
    _ = try log(rights: .group)
    #expect(FileFacts(path: path)?.modeText == "0660")
    #expect(FileFacts(path: shop.directory + "/log")?.modeText == "02770")
  }

  @Test("text from outside stays on its line")
  func outside() throws {
    let log = try log()
    log.write(level: "info", source: "desk", "one\ntwo\u{1B}[31m\u{202E}\u{2028}é")
    #expect(readText(path).hasSuffix(": one�two�[31m��é\n"))
  }

  @Test("at its limit it is renamed once, and every writer goes on in the new file")
  func rotation() throws {
    let first = try log(limit: 400)
    let second = try log(limit: 400)
    for number in 1...30 {
      (number.isMultiple(of: 2) ? first : second).write(level: "info", source: "t", "line \(number)")
    }
    let kept = (readText(path + ".1") + readText(path)).split(separator: "\n")
    let numbers = kept.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(numbers == Array((31 - numbers.count)...30), "\(kept)")
    #expect(numbers.count >= 4)
    for file in [path, path + ".1"] { #expect(readText(file).utf8.count <= 400) }
    #expect(try ByPath.names(in: shop.directory + "/log") == ["kaunta.log", "kaunta.log.1"])
  }

  @Test("a file that was taken away is made again")
  func removed() throws {
    let log = try log()
    log.write(level: "info", source: "t", "one")
    unlink(path)
    log.write(level: "info", source: "t", "two")
    #expect(readText(path).hasSuffix(": two\n"))
  }

  @Test("standard error that was led into it follows into the new file")
  func standardError() throws {
    let log = try log(limit: 150)
    let saved = dup(STDERR_FILENO)
    dup2(log.descriptor, STDERR_FILENO)
    for number in 1...4 { log.write(level: "info", source: "t", "line \(number)") }
    let stray = Array("stray\n".utf8)
    _ = write(STDERR_FILENO, stray, stray.count)
    dup2(saved, STDERR_FILENO)
    close(saved)
    #expect(readText(path).contains("stray"))
    #expect(!readText(path + ".1").contains("stray"))
  }

  @Test("a pipe or a link in its place neither stops a program nor is written through")
  func planted() throws {
    let log = try log()
    log.write(level: "info", source: "t", "one")
    unlink(path)
    try #require(mkfifo(path, 0o600) == 0)
    // So that this test fails and does not wait where the program would.
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    log.write(level: "info", source: "t", "two")
    var byte: UInt8 = 0
    #expect(read(reader, &byte, 1) <= 0)
    #expect(throws: SettingsProblem.self) { try self.log() }
  }

  @Test("many threads write whole lines")
  func threads() async throws {
    let log = try log()
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<50 { log.write(level: "info", source: "w\(writer)", "number \(number) of many") }
        }
      }
    }
    let lines = readText(path).split(separator: "\n")
    #expect(lines.count == 400)
    #expect(lines.allSatisfy { $0.hasPrefix("2026-11-24T14:02:09+03:00 info w") && $0.hasSuffix(" of many") })
  }

  @Test("a log that cannot be opened says which setting to change")
  func unusable() throws {
    mkdir(shop.directory + "/log", 0o700)
    mkdir(path, 0o700)
    #expect(
      throws: SettingsProblem(
        file: path, key: "log.file", fault: "the log cannot be opened (a pipe, link or directory in its place)",
        remedy: "look at its disk and rights, or write another path")
    ) { try log() }
  }
}
