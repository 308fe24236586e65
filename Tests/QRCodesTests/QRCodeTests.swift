import Testing

@testable import QRCodes

/// Codes as another encoder (segno 1.6.6) makes them, which zxing-cpp reads.
@Suite struct QRCodeTests {
  @Test(arguments: [("174379", 4, shortCode), ("5123456", 1, till), ("12345678901234567", 3, longest)])
  func itIsTheCodeThatOthersMake(_ digits: String, _ mask: Int, _ wanted: String) throws {
    #expect(Self.text(of: try #require(QRCode(digits: digits, mask: mask))) == wanted)
  }

  /// Which mask is read best is a matter of taste in places; any of them is read.
  @Test(arguments: ["174379", "5123456", "12345678901234567", "0"])
  func oneOfTheMasksIsChosen(_ digits: String) throws {
    let code = try #require(QRCode(digits: digits))
    #expect((0..<8).contains { QRCode(digits: digits, mask: $0) == code })
  }

  @Test(arguments: ["", "12a", "1 2", "123456789012345678", "-5", "٣"])
  func whatIsNoShortNumberHasNoCode(_ text: String) {
    #expect(QRCode(digits: text) == nil)
  }

  @Test func outsideEverythingIsLight() throws {
    let code = try #require(QRCode(digits: "174379"))
    #expect(code[0, 0] && !code[-1, 0] && !code[0, 21] && !code[21, 21])
  }

  private static func text(of code: QRCode) -> String {
    (0..<QRCode.side).map { row in
      String((0..<QRCode.side).map { code[row, $0] ? "#" : "." })
    }.joined(separator: "\n")
  }

  static let shortCode = """
    #######..####.#######
    #.....#.#.....#.....#
    #.###.#..##...#.###.#
    #.###.#..####.#.###.#
    #.###.#..####.#.###.#
    #.....#.#.#.#.#.....#
    #######.#.#.#.#######
    ........####.........
    ....####..#...##...#.
    .#.#....#..###.#.###.
    ###.###.#..#...##..##
    ....#...##.#.##.#.#.#
    ...####.#######....#.
    ........#....#...#.##
    #######.###..##..#..#
    #.....#.###.####.#.#.
    #.###.#.#.###.###.###
    #.###.#...#.#.##.#.##
    #.###.#..#.....####..
    #.....#..#.####.#.##.
    #######..##.###...###
    """

  static let till = """
    #######..####.#######
    #.....#.##..#.#.....#
    #.###.#.#####.#.###.#
    #.###.#.#.#.#.#.###.#
    #.###.#.#...#.#.###.#
    #.....#.##....#.....#
    #######.#.#.#.#######
    ..........#.#........
    ..#..####.##.#.#####.
    ..#.##.##.#.#.#..#...
    ...#.##.#..##.#...###
    #.####.#..#####.##...
    #..#..##..#.#....#.##
    ........#..#####.#..#
    #######.#.##..###.#..
    #.....#.#..#####..##.
    #.###.#...#..########
    #.###.#....#.#.......
    #.###.#.####.##..####
    #.....#..#.#.#..#..#.
    #######...#..#...####
    """

  static let longest = """
    #######...#.#.#######
    #.....#..###..#.....#
    #.###.#..#....#.###.#
    #.###.#....#..#.###.#
    #.###.#.#.#...#.###.#
    #.....#...###.#.....#
    #######.#.#.#.#######
    ........##.##........
    ..##..###.#.###.#....
    #.........##.########
    ..##..##..#..###..#..
    .#.#.....#####..#...#
    .##.#.###.#..####..#.
    ........#...#..#.#..#
    #######.##.###...##..
    #.....#..###..#...#..
    #.###.#..#.#####...##
    #.###.#.##..#.####.#.
    #.###.#.####...#.##..
    #.....#.....######.##
    #######..###....#..#.
    """
}
