package io.github.foretoken.cli.terminal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why the operating system refused, in words: the file system's exceptions often carry a path and no words. */
public final class Reasons {
    private Reasons() {}

    /** In a few words, never a path alone. */
    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "there is no such file or directory";
            case FileAlreadyExistsException taken -> "there is a file of that name";
            case NotDirectoryException file -> "it is not a directory";
            case FileSystemLoopException circle -> "its symbolic links lead in a circle";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case FileSystemException other -> other.getClass().getSimpleName();
            case CharacterCodingException encoding -> "it is not UTF-8";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
