// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {
  @TempDir private Path folder;
  private Path corefile;

  @BeforeEach
  void nameCorefile() {
    corefile = folder.resolve("Corefile");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Corefile read(String text) throws CorefileException, IOException {
    write("Corefile", text);
    return read();
  }

  private Corefile read() throws CorefileException {
    return Corefile.read(corefile, 53, new Environment(Map.of("FILE", "a.conf")::get));
  }

  private String render(String text) throws CorefileException, IOException {
    return Render.render(read(text));
  }

  /** What is wrong, with file names as from within the folder. */
  private List<String> problems(String text) throws IOException {
    write("Corefile", text);
    return Directives.problems(this::read).stream()
        .map(problem -> problem.replace(folder + "/", ""))
        .toList();
  }

  private static List<String> names(Corefile corefile) {
    return corefile.blocks().getFirst().directives().stream().map(Directive::name).toList();
  }

  @Test
  void importsASnippetAmongDirectives() throws Exception {
    assertThat(
            render("(common) {\n errors\n cache {\n keepttl\n }\n}\n. {\n log\n import common\n}"))
        .isEqualTo("dns://.:53 {\n  log\n  errors\n  cache {\n    keepttl\n  }\n}\n");
  }

  @Test
  void importsASnippetAmongProperties() throws Exception {
    assertThat(render("(ttl) {\n success 10\n}\n. {\n cache {\n import ttl\n keepttl\n }\n}"))
        .isEqualTo("dns://.:53 {\n  cache {\n    success 10\n    keepttl\n  }\n}\n");
  }

  @Test
  void importsASnippetOfBlocks() throws Exception {
    assertThat(render("(both) {\n a.example {\n log\n }\n b.example {\n }\n}\nimport both"))
        .isEqualTo("dns://a.example.:53 {\n  log\n}\ndns://b.example.:53 {\n}\n");
  }

  @Test
  void importsAFileWithBlocksAndSnippets() throws Exception {
    write("zones.conf", "(common) {\n errors\n}\na.example {\n import common\n}\n");

    assertThat(render("import zones.conf\nb.example {\n import common\n}"))
        .isEqualTo("dns://a.example.:53 {\n  errors\n}\ndns://b.example.:53 {\n  errors\n}\n");
  }

  @Test
  void importsAFileAmongDirectives() throws Exception {
    write("a.conf", "log\nerrors");

    assertThat(names(read(".\nimport a.conf\ncache"))).containsExactly("log", "errors", "cache");
  }

  @Test
  void readsAPathFromTheFolderOfTheFileThatSaysIt() throws Exception {
    write("sub/a.conf", "import b.conf");
    write("sub/b.conf", "log");

    assertThat(names(read(".\nimport sub/a.conf"))).containsExactly("log");
  }

  @Test
  void readsAPathInASnippetFromTheFolderOfTheFileThatDefinesIt() throws Exception {
    write("sub/a.conf", "(common) {\n import b.conf\n}");
    write("sub/b.conf", "log");

    assertThat(names(read("import sub/a.conf\n. {\n import common\n}"))).containsExactly("log");
  }

  @Test
  void readsAnAbsolutePath() throws Exception {
    write("sub/b.conf", "log");

    assertThat(names(read(".\nimport " + folder.resolve("sub/b.conf")))).containsExactly("log");
  }

  @Test
  void namesTheFilesThatWereRead() throws Exception {
    write("sub/a.conf", "log");

    assertThat(read(".\nimport sub/a.conf\nimport sub/a.conf").files())
        .containsExactly(corefile, folder.resolve("sub/a.conf"));
  }

  @Test
  void namesTheImportedFileInPositions() throws Exception {
    write("a.conf", "log\nerrors {\n}}\n");

    assertThat(problems(".\nimport a.conf"))
        .containsExactly("a.conf:2:8: this brace is never closed");
  }

  @Test
  void importsTheFilesOfAPatternInTheOrderOfTheirNames() throws Exception {
    write("d/b.conf", "two");
    write("d/a.conf", "one");
    write("d/.c.conf", "zero");
    write("d/a.txt", "none");
    write("e/a.conf", "none");

    assertThat(names(read(".\nimport d/*.conf"))).containsExactly("zero", "one", "two");
    assertThat(names(read(".\nimport ?/b.conf"))).containsExactly("two");
    assertThat(names(read(".\nimport " + folder + "/*/?.conf")))
        .containsExactly("one", "two", "none");
  }

  @Test
  void warnsOfAPatternWithoutFiles() throws Exception {
    Corefile read = read(".\nlog\nimport none/*.conf");

    assertThat(names(read)).containsExactly("log");
    assertThat(read.warnings().getFirst().toString())
        .isEqualTo(corefile + ":3:8: import: no file matches 'none/*.conf'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a-z]", "*/*", "a?b?"})
  void refusesPatternsOfMoreThanOneWildcard(String pattern) throws Exception {
    assertThat(problems(".\nimport " + pattern))
        .containsExactly(
            "Corefile:2:8: import: expected a pattern with at most one '*' and one '?', found '"
                + pattern
                + "'");
  }

  @Test
  void wantsOneArgument() throws Exception {
    assertThat(problems(".\nimport\nimport a b\nimport \"\"\nimport a {\n}\n"))
        .containsExactly(
            "Corefile:2:7: import: expected a snippet, a file or a pattern, found end of line",
            "Corefile:3:10: import: expected end of line, found 'b'",
            "Corefile:4:8: import: expected a snippet, a file or a pattern, found ''",
            "Corefile:5:9: import: expected end of line, found '{'");
  }

  @Test
  void refusesFilesThatCannotBeRead() throws Exception {
    write("sub/a.conf", "log");

    assertThat(problems(".\nimport none\nimport sub\nimport s*"))
        .containsExactly(
            "Corefile:2:8: import: cannot read 'none': no such file",
            "Corefile:3:8: import: cannot read 'sub': not a regular file",
            "Corefile:4:8: import: cannot read 'sub': not a regular file");
  }

  @Test
  void replacesVariablesInTheArgument() throws Exception {
    write("a.conf", "log");

    assertThat(names(read(".\nimport {$FILE}"))).containsExactly("log");
  }

  @Test
  void prefersASnippetToAFile() throws Exception {
    write("a.conf", "log");

    assertThat(names(read("(a.conf) {\n errors\n}\n. {\n import a.conf\n}")))
        .containsExactly("errors");
  }

  @Test
  void wantsASnippetDefinedBeforeItsUseAndOnce() throws Exception {
    assertThat(problems(". {\n import late\n}\n(late) {\n}\n(late) {\n}"))
        .containsExactly(
            "Corefile:2:9: import: cannot read 'late': no such file",
            "Corefile:6:1: snippet 'late' is defined twice");
  }

  @Test
  void guessesTheSnippetThatWasMeant() throws Exception {
    assertThat(problems("(common) {\n}\n. {\n import comon\n}"))
        .containsExactly(
            "Corefile:4:9: import: cannot read 'comon': no such file, did you mean 'common'?");
  }

  @Test
  void wantsBracesAroundASnippet() throws Exception {
    assertThat(problems("(a)\nlog"))
        .containsExactly("Corefile:1:1: expected '{' behind the name of a snippet");
    assertThat(problems("(a) {\n log {\n }\n"))
        .containsExactly("Corefile:1:5: this brace is never closed");
  }

  @Test
  void refusesTextThatImportsItself() throws Exception {
    write("a.conf", "import b.conf");
    write("b.conf", "import ./a.conf");

    assertThat(problems("(a) {\n import a\n}"))
        .containsExactly("Corefile:2:9: import: this is imported by itself");
    assertThat(problems("(a) {\n import b\n}\n(b) {\n import a\n}\n. {\n import a\n}"))
        .containsExactly("Corefile:5:9: import: this is imported by itself");
    assertThat(problems("import a.conf"))
        .containsExactly("b.conf:1:8: import: this is imported by itself");
    assertThat(problems(".\nimport C*e"))
        .containsExactly("Corefile:2:8: import: this is imported by itself");
  }

  @Test
  void reportsAProblemInASnippetOnce() throws Exception {
    assertThat(problems("(a) {\n import none\n}\n. {\n import a\n import a\n}"))
        .containsExactly("Corefile:2:9: import: cannot read 'none': no such file");
  }

  @Test
  void wantsBracesThatMatchWithinAnImportedFile() throws Exception {
    write("open.conf", "log {");
    write("close.conf", "}");

    assertThat(problems(". {\nimport open.conf\nimport close.conf\n}"))
        .containsExactly(
            "close.conf:1:1: unexpected '}'", "open.conf:1:5: this brace is never closed");
  }
}
