Whose work the program brings along in its lib folder, each in a jar of its own, as its authors published it; jars whose class files were given a newer version say so in META-INF/CHANGES-BY-FORETOKEN.txt.

<#list dependencyMap as entry>
<#assign part = entry.getKey()/>
${part.groupId}:${part.artifactId}:${part.version}
    ${part.name}<#if part.url??>, ${part.url}</#if>
<#list entry.getValue() as licence>
    ${licence}
</#list>

</#list>
Parts under the GNU Lesser General Public License

VectorGraphics2D writes SVG files. It is under the LGPL: you may replace its jar by another version of it.

JGraphT is offered under the LGPL 2.1 (or later) or the Eclipse Public License 2.0, whichever the user chooses. Here it is used
under the Eclipse Public License 2.0; its source is at the address above. Its jar may be replaced, too.

The jar of OpenBLAS (itself under the BSD licence with three clauses) holds runtime libraries of GCC beside it: libgfortran and
libgcc_s, under the GPL 3 with the GCC Runtime Library Exception, and libquadmath, under the LGPL 2.1 or later. They are loaded
from files and may be replaced: -Dforetoken.blas.library names another library.

None of these is needed to use io.github.foretoken:foretoken-core, which has no required dependency.
