import Files
import Glibc
import Payments
import Testing

@testable import Settings

/// The callback keys, read anew once their file is another.
@Suite struct KeptKeysTests {
  /// A home whose keys were read so long after they were written.
  private func read(afterMilliseconds: Int64) throws -> (shop: TemporaryHome, kept: KeptKeys, now: Moment) {
    let shop = try TemporaryHome(.simulator)
    let written = try #require(FileFacts(path: shop.home.callbackKeysFile)).modifiedWallMilliseconds
    let now = Moment(wallMilliseconds: written + afterMilliseconds, bootMilliseconds: 1, bootID: "boot")
    let kept = KeptKeys(try SettingsLoader().load(shop.home))
    _ = try kept.ring(at: now)
    return (shop, kept, now)
  }

  /// Puts something else into the file, of the same length, under the same date.
  private func spoil(_ path: String) throws {
    var facts = stat()
    #expect(stat(path, &facts) == 0)
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: Int(facts.st_size))
    try OpenFile(path, .writeOnly, [.create, .truncate], mode: 0o600).write(text)
    #expect(utimensat(AT_FDCWD, path, [facts.st_mtim, facts.st_mtim], 0) == 0)
  }

  @Test func whatLooksTheSameIsNotReadAgain() throws {
    let (shop, kept, now) = try read(afterMilliseconds: 2_000)
    try spoil(shop.home.callbackKeysFile)
    #expect(throws: Never.self) { try kept.ring(at: now) }
  }

  @Test func whatWasWrittenJustNowIsNotKept() throws {
    let (shop, kept, now) = try read(afterMilliseconds: 1_999)
    try spoil(shop.home.callbackKeysFile)
    #expect(throws: SettingsProblem.self) { try kept.ring(at: now) }
  }

  @Test func anotherFileIsReadAtOnce() throws {
    let (shop, kept, now) = try read(afterMilliseconds: 60_000)
    try shop.write("spoilt", to: shop.home.callbackKeysFile)
    #expect(throws: SettingsProblem.self) { try kept.ring(at: now) }
  }
}
