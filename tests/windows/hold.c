/* Keeps a file or a folder as other programs on Windows do: hold HOW PATH
   alone     a file, as Excel keeps a workbook: nobody else may read, write or rename it
   viewer    a file, as a PDF reader keeps it: others may read it
   folders   every new folder in PATH as soon as it is there, as a program that synchronises does: it cannot be renamed
   Says "held" when it does, and lets go when its input ends. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

static HANDLE open_path(const char *path, DWORD sharing) {
    return CreateFileA(path, GENERIC_READ, sharing, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
}

__attribute__((noreturn)) static DWORD WINAPI follow(LPVOID folder) {
    char pattern[4096], path[4096];
    WIN32_FIND_DATAA found;
    snprintf(pattern, sizeof pattern, "%s\\*", (const char *)folder);
    for (;;) {
        Sleep(1);
        HANDLE search = FindFirstFileA(pattern, &found);
        while (search != INVALID_HANDLE_VALUE) {
            if ((found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) && strncmp(found.cFileName, ".griffel-", 9) == 0) {
                snprintf(path, sizeof path, "%s\\%s", (const char *)folder, found.cFileName);
                open_path(path, FILE_SHARE_READ | FILE_SHARE_WRITE);
            }
            if (!FindNextFileA(search, &found)) {
                FindClose(search);
                break;
            }
        }
    }
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    if (strcmp(arguments[1], "folders") == 0) {
        CreateThread(NULL, 0, follow, arguments[2], 0, NULL);
    } else if (open_path(arguments[2], strcmp(arguments[1], "viewer") == 0 ? FILE_SHARE_READ : 0) == INVALID_HANDLE_VALUE) {
        return 1;
    }
    puts("held");
    fflush(stdout);
    while (getchar() != EOF) {
    }
    return 0;
}
